import { ModelError } from '../../errors/model-error.ts'
import { UsageError } from '../../errors/usage-error.ts'
import { examine } from '../../options/examined.ts'
import { text } from '../../options/kinds.ts'
import type { ObjectDeclaration, RegionDeclaration } from '../protocol/declarations.ts'
import type { Design, Expectation, PropertyDeclaration, ThreadDeclaration } from '../protocol/design.ts'
import type { MemoryName } from '../protocol/orders.ts'
import { runningDescription } from '../protocol/running.ts'
import { callSite } from '../protocol/site.ts'
import { described } from '../run/describe.ts'
import type { UserFunction } from '../run/inspect.ts'
import { show } from '../values/encode.ts'
import { asGiven } from '../values/plain.ts'
import { isRecord } from '../values/record.ts'
import { seenAs } from '../values/seen.ts'
import { isThreadId, newThreadId, type ThreadId, threadIdName } from '../values/thread-id.ts'
import { requireDefaults, requireName, requirePlace, requireRoom } from './bounds.ts'
import type { Cell } from './cell.ts'
import { partsOf } from './declared.ts'
import { type ExpectedVerdict, expectation, memoriesOf } from './expectation.ts'
import { type GhostOf, ghostOf } from './ghost.ts'
import type { AnySharedObject } from './object.ts'
import { type Observable, predicate } from './observe.ts'
import type { Plain } from './plain.ts'
import { type Region, region, regionDeclaration } from './region.ts'
import { Row } from './row.ts'
import type { Steps } from './steps.ts'
import { type State, Waiting, type WaitingTools } from './waiting.ts'

// biome-ignore lint/suspicious/noExplicitAny: a cell is invariant in its values, so only `any` admits all cells
type Single = Cell<any> | Plain<any> | AnySharedObject
/** What can be named: a cell, an object, a row of them, a list of such. */
// biome-ignore lint/suspicious/noExplicitAny: as above
type Shareable = Single | Row<any, Single> | readonly Shareable[]

/** What the function that describes a system works with. */
export type Tools = WaitingTools & {
  /** Names the shared data of the system. */
  shared<const D extends Readonly<Record<string, Shareable>>>(data: D): D
  /** Names data that no thread can see; see `Operation.recording`. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  ghosts<const D extends Readonly<Record<string, Single | Row<any, Single>>>>(
    data: D,
  ): { readonly [N in keyof D]: GhostOf<D[N]> }
  /** Stretches of bodies, by name: properties are told who is inside, and starvation freedom is asked of them. */
  regions<const N extends string>(...names: readonly N[]): { readonly [K in N]: Region }
  /** One thread. */
  thread(name: string | ThreadId, body: () => Steps<unknown>): void
  /** A family: threads alike but for their id. */
  threads<const K extends ThreadId | string | number>(ids: readonly K[], body: (me: K) => Steps<unknown>): void
  /** Holds in every reachable state. */
  always<const O extends readonly Observable[]>(
    name: string,
    observes: O,
    holds: State<O>,
    options?: PropertyOptions,
  ): void
  /** Holds in no reachable state. */
  never<const O extends readonly Observable[]>(
    name: string,
    observes: O,
    holds: State<O>,
    options?: PropertyOptions,
  ): void
  /** Holds in some reachable state: a check that the system does something at all. */
  reachable<const O extends readonly Observable[]>(
    name: string,
    observes: O,
    holds: State<O>,
    options?: PropertyOptions,
  ): void
  /**
   * Nobody is asked for: neither a deadlock nor a thread that is stuck is a violation.
   * @deprecated It hides the real ones, too. Say who may stay where it is: `idle(…)`, `rest()`, `mayRest(region)`.
   */
  allowDeadlock(): void
  /**
   * What a check must find; without it, that everything holds. Of a memory that is named, in place of what is said of all: a design may say something of
   * each.
   */
  expectVerdict(expected: ExpectedVerdict): void
}

/** How a property is told. */
export type PropertyOptions = {
  /** Of what somebody else's library asks by the dozen: reports have one line for all that are part of the same and of which the same is known. */
  readonly partOf?: string
}

/** A design that can be checked. */
export type System = {
  /** @internal */
  readonly isLockproofSystem: true
  readonly name: string
  readonly parameters: Readonly<Record<string, unknown>>
  /** Where it is made: `folder/file.ts:14:7`. */
  readonly site?: string | undefined
  /** Describes it anew: checking runs the description more than once, and compares. */
  build(): Design
}

/** A design with parameters: `mcs({ N: 4 })`; those not given have their defaults. */
export type Family<P> = ((parameters?: Partial<P>) => System) & {
  /** @internal */
  readonly isLockproofFamily: true
  readonly systemName: string
  readonly defaults: Readonly<P>
}

type Describe<P> = (tools: Tools, parameters: P) => void

/**
 * A system of threads over shared data.
 * @example
 * export const handOver = system('hand over', ({ shared, thread, always }) => {
 *   const { turn } = shared({ turn: cell(['left', 'right']) })
 *   thread('L', function* () { yield* turn.when('left').store('right') })
 *   thread('R', function* () { yield* turn.when('right').store('left') })
 * })
 */
export function system(name: string, describe: (tools: Tools) => void): System
export function system<const P extends Readonly<Record<string, unknown>>>(
  name: string,
  defaults: P,
  describe: Describe<Widened<P>>,
): Family<Widened<P>>
export function system<P>(
  name: string,
  first: ((tools: Tools) => void) | Readonly<Record<string, unknown>>,
  second?: Describe<P>,
): System | Family<P> {
  requireName('system', name)
  if (typeof first === 'function') return madeSystem(name, {}, first, first as (tools: Tools) => void) // a record of defaults is no function
  const [defaults, describe] = [first, second as Describe<unknown>] // given together, by the overloads
  requireDefaults(name, defaults)
  const family = (parameters: Readonly<Record<string, unknown>> = {}): System => {
    requireParameters(name, parameters)
    for (const [key, value] of Object.entries(parameters)) checkParameter(name, defaults, key, value)
    const all = { ...defaults, ...parameters }
    const given = asGiven(all)
    return madeSystem(name, given, describe, (tools) => describe(tools, given))
  }
  return Object.assign(family, { isLockproofFamily: true, systemName: name, defaults }) as unknown as Family<P> // what Family says; P are the defaults
}

/** `{ N: 3 }` as a type means any number of N, not 3 only. */
export type Widened<P> = {
  readonly [K in keyof P]: P[K] extends number
    ? number
    : P[K] extends boolean
      ? boolean
      : P[K] extends string
        ? string
        : P[K]
}

function requireParameters(name: string, given: unknown): void {
  if (typeof given === 'object' && given !== null && isRecord(given)) return
  const [expected, seen] = ['a record of parameters', seenAs(given)]
  throw new UsageError('U005', `The parameters of ${name} are ${seen}: expected ${expected}.`, { expected, seen })
}

function checkParameter(name: string, defaults: Readonly<Record<string, unknown>>, key: string, value: unknown): void {
  if (value === undefined) return
  const known = Object.entries(defaults).map(([k, v]) => `${k}=${show(v)}`)
  if (!Object.hasOwn(defaults, key)) {
    throw new UsageError('U005', `${name} has no parameter ${key}: expected one of ${known.join(', ') || 'none'}.`, {
      expected: known.join(', '),
      seen: key,
    })
  }
  if (typeof value !== typeof defaults[key]) {
    throw new UsageError(
      'U005',
      `${name}: parameter ${key} is ${show(value)}: expected a ${typeof defaults[key]}, as its default ${show(defaults[key])}.`,
    )
  }
}

function madeSystem(
  name: string,
  parameters: Readonly<Record<string, unknown>>,
  source: UserFunction,
  describe: (tools: Tools) => void,
): System {
  const site = callSite()
  return {
    isLockproofSystem: true,
    name,
    parameters,
    site,
    build: () => described({ name, source, site }, () => new Description(name, parameters).run(describe)),
  }
}

/** Collects what the describing function declares. */
class Description {
  readonly #name: string
  readonly #parameters: Readonly<Record<string, unknown>>
  readonly #objects: ObjectDeclaration[] = []
  readonly #regions: RegionDeclaration[] = []
  readonly #threads: ThreadDeclaration[] = []
  readonly #properties: PropertyDeclaration[] = []
  readonly #waiting: Waiting
  readonly #places = new Map<string, string | undefined>()
  #families = 0
  #isDeadlockAllowed = false
  #expectation: Expectation = { verdict: 'verified' }
  readonly #expectedOver: Partial<Record<MemoryName, Expectation>> = {}

  constructor(name: string, parameters: Readonly<Record<string, unknown>>) {
    this.#name = name
    this.#parameters = parameters
    this.#waiting = new Waiting({
      name,
      regions: this.#regions,
      unique: (property) => this.#unique('property', property),
    })
  }

  run(describe: (tools: Tools) => void): Design {
    describe(this.#tools())
    if (this.#threads.length === 0)
      throw new ModelError('M009', `${this.#name} has no threads: expected at least one thread() or threads().`)
    return {
      name: this.#name,
      parameters: this.#parameters,
      objects: this.#objects,
      regions: this.#regions,
      threads: this.#threads,
      properties: this.#properties,
      rests: this.#waiting.rests,
      liveness: this.#waiting.liveness,
      fairness: this.#waiting.fairnessOf(this.#threads, this.#objects),
      isDeadlockAllowed: this.#isDeadlockAllowed,
      expectation: this.#expectation,
      ...(Object.keys(this.#expectedOver).length > 0 && { expectedOver: this.#expectedOver }),
    }
  }

  #tools(): Tools {
    const state =
      (kind: PropertyDeclaration['kind']) =>
      <O extends readonly Observable[]>(name: string, observes: O, holds: State<O>, options: PropertyOptions = {}) => {
        examine(kind, options, { partOf: text })
        const { partOf } = options
        this.#unique('property', name)
        this.#properties.push({
          ...predicate(name, observes, holds),
          kind,
          ...(partOf === undefined ? {} : { partOf }),
        })
      }
    return {
      shared: (data) => {
        for (const [name, item] of Object.entries(data)) this.#share(name, item)
        return data
      },
      ghosts: (data) => {
        for (const [name, item] of Object.entries(data)) this.#share(name, item)
        const ghosts = Object.entries(data).map(([name, item]) => [name, ghostOf(item)])
        return Object.fromEntries(ghosts) // the mapped type says the same
      },
      regions: (...names) => Object.fromEntries(names.map((name) => [name, this.#region(name)])) as never, // one region for each name
      thread: (name, body) => {
        this.#families++
        this.#thread(isThreadId(name) ? name : newThreadId(name), name, body, body)
      },
      threads: (ids, body) => {
        this.#families++
        for (const id of ids) {
          const identity = isThreadId(id) ? id : newThreadId(typeof id === 'number' ? `T${id}` : id)
          this.#thread(identity, id, () => body(id), body)
        }
      },
      always: state('always'),
      never: state('never'),
      reachable: state('reachable'),
      ...this.#waiting.tools,
      allowDeadlock: () => {
        this.#isDeadlockAllowed = true
      },
      expectVerdict: (expected) => {
        const wanted = expectation(expected, this.#name)
        for (const memory of memoriesOf(expected)) this.#expectedOver[memory] = wanted
        if (memoriesOf(expected).length === 0) this.#expectation = wanted
      },
    }
  }

  /** Where it is declared. @throws ModelError M009 when the name is taken. */
  #unique(kind: string, name: string): string | undefined {
    requireName(kind, name)
    const key = `${kind} ${name}`
    const here = callSite()
    if (this.#places.has(key)) {
      throw new ModelError(
        'M009',
        `Two of the same name: ${kind} '${name}' at ${this.#places.get(key) ?? 'an unknown place'} and at ${here ?? 'an unknown place'}. Rename one.`,
        {
          fix: 'Rename one.',
          site: here,
        },
      )
    }
    this.#places.set(key, here)
    return here
  }

  #share(name: string, item: Shareable): void {
    this.#unique('shared', name)
    const named = (declaration: ObjectDeclaration, as: string): void => {
      this.#refuseForeign(declaration, as)
      declaration.name = as
      this.#objects.push(declaration)
    }
    const parts = partsOf(item)
    if (parts === undefined)
      throw new ModelError(
        'M009',
        `shared({ ${name} }): expected cell(), object(), a row or a list of them, saw ${show(item)}.`,
      )
    for (const { declaration, keys } of parts) {
      named(declaration, name + keys.map((key) => `[${bare(key)}]`).join(''))
      if (item instanceof Row) declaration.row = { name, key: keys[0] }
    }
  }

  /** @throws ModelError M009 where the object has a name already, or was made where more than one description could share it. */
  #refuseForeign(declaration: ObjectDeclaration, as: string): void {
    if (this.#objects.includes(declaration)) {
      throw new ModelError(
        'M009',
        `One cell or object under two names: ${declaration.name} and ${as}. Expected a name of its own for each.`,
        { fix: 'Leave one out, or make another cell.', site: callSite() },
      )
    }
    if (declaration.madeBy !== runningDescription()) {
      throw new ModelError(
        'M009',
        `${as} was made outside of the description of ${this.#name}: expected cells and objects inside of it, since two systems that shared one would share its name.`,
        { fix: 'Make it inside the description; a function that makes it may stand outside.', site: callSite() },
      )
    }
  }

  #region(name: string): Region {
    this.#unique('region', name)
    requirePlace(this.#name, 'regions', this.#regions.length)
    const made = region(name)
    const declaration = regionDeclaration(made)
    if (declaration !== undefined) this.#regions.push(declaration)
    return made
  }

  #thread(id: ThreadId, key: unknown, body: () => Steps<unknown>, source: (...args: never[]) => unknown): void {
    const name = threadIdName(id)
    const site = this.#unique('thread', name)
    requirePlace(this.#name, 'threads', this.#threads.length)
    this.#threads.push({ name, id, key, family: this.#families, body, source, site })
  }
}

function bare(key: unknown): string {
  return typeof key === 'string' ? key : show(key)
}

/** As many as asked for, where the number is written down: `const [left, right] = threadIds(2)`. */
type Identities<N extends number, L extends readonly ThreadId[] = []> = number extends N
  ? readonly ThreadId[]
  : L['length'] extends N
    ? L
    : L['length'] extends 30
      ? readonly ThreadId[]
      : Identities<N, readonly [...L, ThreadId]>

/**
 * Identities for a family of threads: `T0`, `T1`, …; or, from a list, of these names.
 * @example
 * const [reader, writer] = threadIds(['reader', 'writer'])
 * threads(threadIds(3), (me) => step('runs'))
 */
export function threadIds<const N extends number>(count: N, prefix?: string): Identities<N>
export function threadIds<const N extends readonly string[]>(names: N): { readonly [I in keyof N]: ThreadId }
export function threadIds(wanted: number | readonly string[], prefix = 'T'): readonly ThreadId[] {
  if (typeof wanted === 'object') return wanted.map(namedIdentity)
  requireRoom(`threadIds(${show(wanted)})`, 0, wanted)
  return Array.from({ length: wanted }, (_, index) => newThreadId(`${prefix}${index}`))
}

function namedIdentity(name: unknown): ThreadId {
  requireName('threadIds', name)
  return newThreadId(name as string) // it has just been seen to be one
}
