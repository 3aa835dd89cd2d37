import { ModelError } from '../../errors/model-error.ts'
import { suggestion } from '../../errors/suggestion.ts'
import { type Ahead, declarationOf, type ObjectDeclaration } from '../protocol/declarations.ts'
import type { OperationRequest, Outcome } from '../protocol/design.ts'
import type { LockView } from '../protocol/lock-view.ts'
import { operationLabel } from '../protocol/names.ts'
import { runningDescription } from '../protocol/running.ts'
import { callSite } from '../protocol/site.ts'
import { encode, show } from '../values/encode.ts'
import { byLetters, KeyOrder } from '../values/key-list.ts'
import { handedCopy, handedOn } from '../values/plain.ts'
import { isThreadId, type ThreadId } from '../values/thread-id.ts'
import type { Draft, Immutable } from './data.ts'
import { type Explanation, explaining, someText } from './explaining.ts'
import { knownMembers } from './known-members.ts'
import { Recipe } from './recipe.ts'
import { Operation } from './steps.ts'

type Method<D> = (value: D, ...args: never[]) => unknown
type Methods<D> = Readonly<Record<string, Method<D>>>

/** What a method is to a body: the same arguments without the draft, one atomic step, the answer frozen. */
type Performed<M> = M extends (value: never, ...args: infer A) => infer R
  ? (...args: A) => Operation<Immutable<R>>
  : never

declare const valueOf: unique symbol

/** What any shared object is besides its methods. An interface, so that the types of a library of locks can name it. */
export interface SharedHandle<T> {
  readonly [valueOf]?: T
  readonly [declarationOf]: ObjectDeclaration
}

/** A shared object, used through its methods. */
export type SharedObject<T, M> = { readonly [K in keyof M]: Performed<M[K]> } & SharedHandle<T>

/** Any shared object: with methods named, none could be given to a parameter, since a method's arguments are checked against it. */
// biome-ignore lint/suspicious/noExplicitAny: values are read and written, so only `any` admits all of them
export type AnySharedObject = SharedObject<any, {}>

/** The value type of a shared object. */
export type ValueOf<O extends AnySharedObject> = NonNullable<O[typeof valueOf]>

/** Two forms, so that an object without options has its methods and no others. */
type ObjectMaker<T extends object> = {
  <const M extends Methods<Draft<T>>>(methods: M): SharedObject<T, M>
  <const M extends Methods<Draft<T>>, const R extends Methods<Immutable<T>> = {}>(
    methods: M,
    options: ObjectOptions<T, R>,
  ): SharedObject<T, M & R>
}

/** What an object says of itself: who owns it, whom a thread waits for, its words. */
export type ObjectOptions<T extends object, R extends Methods<Immutable<T>>> = {
  /** Methods that only read: they get the frozen value, cannot change it, and commute with each other. */
  readonly reads?: R & Methods<Immutable<T>>
  /** Names of the methods that may wait, where not all of them do: `mayEnd` ends a stretch at these. */
  readonly waits?: readonly string[]
  /** Who holds the object at a value: with it, a stuck verdict names the threads that a waiting one waits for. */
  readonly owners?: (value: Immutable<T>) => readonly ThreadId[]
  /** For whom a thread that is blocked here waits, where that is not for all owners, and why: who is ahead of it in a queue. */
  readonly waitsFor?: (value: Immutable<T>, me: ThreadId) => readonly (ThreadId | Ahead)[]
  /** The value as people in the field say it: `shared: T0 (exclusive waits: T1)`. Reports say it so. */
  readonly words?: (value: Immutable<T>) => string
  /** Names of reads that only ask whether a rule is kept: reports leave them out unless they fail, or somebody waits at one. */
  readonly checks?: readonly string[]
  /** Names of methods that only note what checks look at: reports say them in one line unless a check fails or waits, or something else reads it. */
  readonly bookkeeping?: readonly string[]
  /** What it takes for granted of the world, in words: `who slept first is woken first`. A verdict says that it rests on that. */
  readonly assumes?: readonly string[]
  /** The object as the kernel debugger's `!locks` shows a lock: with it, `lockproof replay --locks` prints it after each step. */
  readonly view?: (value: Immutable<T>) => LockView
}

/**
 * A shared object with an immutable value and recipes as methods: each gets a draft, changes it, and answers, waits (`waitUntil`), fails
 * (`ensure`) or has several outcomes (`pick`). One call is one atomic step.
 *
 * @example
 * const { mutex } = shared({
 *   mutex: object<{ owner: ThreadId | null }>({ owner: null })({
 *     acquire(d, me: ThreadId) { waitUntil(d.owner === null); d.owner = me },
 *     release(d, me: ThreadId) { ensure(d.owner === me, 'release by a non-owner'); d.owner = null },
 *   }),
 * })
 */
export function object<T extends object>(initial: T): ObjectMaker<T> {
  return <M extends Methods<Draft<T>>, R extends Methods<Immutable<T>>>(
    methods: M,
    options?: ObjectOptions<T, R>,
  ): SharedObject<T, M & R> => {
    const order = new KeyOrder(initial)
    const declaration: ObjectDeclaration = {
      name: '',
      madeBy: runningDescription(),
      initial: handedOn(initial, order, 'The initial value of an object is'),
      order,
      domain: undefined,
      isGhost: false,
      ...(options?.assumes === undefined ? {} : { assumes: requireTexts(options.assumes) }),
      ...explanationsOf<T, R>(options, () => declaration.name),
    }
    const handle = Object.assign(Object.create(knownMembers), { [declarationOf]: declaration }) as Record<
      PropertyKey,
      unknown
    >
    const { reads = {}, waits, checks = [], bookkeeping = [] } = options ?? {}
    const declared = (isReadOnly: boolean, [name, method]: readonly [string, Method<never>]): void => {
      const role = checks.includes(name) ? 'check' : bookkeeping.includes(name) ? 'bookkeeping' : undefined
      const mayWait = waits?.includes(name) ?? true
      handle[name] = performed(declaration, { name, method, isReadOnly, mayWait, ...(role && { role }) })
    }
    for (const entry of Object.entries(methods)) declared(false, entry)
    for (const entry of Object.entries<Method<never>>(reads)) declared(true, entry)
    requireMethods('waits', waits, Object.keys(handle))
    requireMethods('checks', checks, Object.keys(reads))
    requireMethods('bookkeeping', bookkeeping, Object.keys(methods))
    return Object.freeze(handle) as never // one performing function for each method: what SharedObject says
  }
}

type Explanations = Pick<ObjectDeclaration, 'owners' | 'waitsFor' | 'words' | 'view'>

/** Functions that only explain: what goes wrong in one is the author's. */
function explanationsOf<T extends object, R extends Methods<Immutable<T>>>(
  { owners, waitsFor, words, view }: ObjectOptions<T, R> = {},
  name: () => string,
): Explanations {
  return {
    owners: explaining('owners', listOfIds, owners, name),
    waitsFor: explaining('waitsFor', listOfThoseAhead, waitsFor, name),
    words: explaining('words', someText, words, name),
    view: explaining('view', viewOfLock, view, name),
  }
}

const listOfIds: Explanation<readonly ThreadId[]> = {
  is: (answer): answer is readonly ThreadId[] => Array.isArray(answer) && answer.every(isThreadId),
  expected: 'a list of thread ids',
}

const listOfThoseAhead: Explanation<readonly (ThreadId | Ahead)[]> = {
  is: (answer): answer is readonly (ThreadId | Ahead)[] =>
    Array.isArray(answer) && answer.every((one: unknown) => isThreadId(one) || isAhead(one)),
  expected: 'a list of thread ids, or of { thread, why }',
}

function isAhead(one: unknown): one is Ahead {
  if (typeof one !== 'object' || one === null) return false
  const { thread, why }: { readonly thread?: unknown; readonly why?: unknown } = one
  return (thread === undefined || isThreadId(thread)) && typeof why === 'string'
}

const viewOfLock: Explanation<LockView> = {
  is: (answer): answer is LockView => typeof answer === 'object' && answer !== null,
  expected: 'a view of the lock',
}

type Declared = Pick<OperationRequest, 'isReadOnly' | 'mayWait' | 'role'> & {
  readonly name: string
  readonly method: (value: never, ...args: never[]) => unknown
}

function performed(object: ObjectDeclaration, { name, method, isReadOnly, mayWait, ...role }: Declared) {
  return (...given: never[]): Operation<unknown> => {
    // as they are now: a list that the body goes on changing is its own
    const args = given.map((arg) => handedCopy(arg, byLetters, `${object.name}.${name}() was given`))
    const called = { object, method: name, args }
    const label = operationLabel(called)
    const key = `${name}(${args.map((arg) => encode(arg, `${object.name}.${name}() was given`)).join(',')})`
    // what a recipe gets is what the method expects: a draft of this object's value, or the value
    const recipe = new Recipe(label, method as (...given: readonly unknown[]) => unknown, args, isReadOnly)
    const checked = <O extends readonly Outcome[] | undefined>(value: unknown, outcomes: O): O => {
      if (!mayWait && outcomes?.length === 0) throw waitsUnsaid(name, label, value)
      if (object.isGhost && outcomes !== undefined && outcomes.length !== 1) throw hindersStep(label, value, outcomes)
      return outcomes
    }
    const run = (value: unknown) => checked(value, recipe.outcomes(value))
    const runFast = isReadOnly ? {} : { runFast: (value: unknown) => checked(value, recipe.outcomesOnCopy(value)) }
    return new Operation({ kind: 'operation', ...called, key, label, isReadOnly, mayWait, ...role, run, ...runFast })
  }
}

/** `mayEnd` would not end a stretch there. */
function waitsUnsaid(name: string, label: string, value: unknown): ModelError {
  const seen = `${label} waits at ${show(value)}`
  return new ModelError('M012', `${seen}: expected ${name} among the methods that the option waits names.`, {
    expected: 'a method that does not wait',
    seen,
    fix: `Write ${show(name)} into the list waits, or leave the option out.`,
  })
}

/** A thread must not be able to tell that a ghost is there. */
function hindersStep(label: string, value: unknown, outcomes: readonly Outcome[]): ModelError {
  const seen = `${label} ${outcomes.length === 0 ? 'waits' : 'goes several ways'} at ${show(value)}`
  const expected = 'a ghost to go one way, so that the step beside it goes as it would without'
  return new ModelError('M012', `${seen}: expected ${expected}.`, {
    expected,
    seen,
    fix: 'Use no waitUntil and no pick in a ghost.',
  })
}

/** @throws ModelError M012 for a name in the list that is none of these. */
function requireMethods(option: string, names: readonly string[] = [], methods: readonly string[]): void {
  const other = names.find((name) => !methods.includes(name))
  if (other === undefined) return
  const expected = `${whose[option] ?? 'methods of the object'}: ${methods.join(', ') || 'it has none'}`
  throw new ModelError('M012', `${option}: ${show(names)}: expected ${expected}.${suggestion(other, methods)}`, {
    expected,
    seen: show(other),
    site: callSite(),
  })
}

/** @throws ModelError M012 where they are none, or say nothing */
function requireTexts(texts: readonly string[]): readonly string[] {
  if (Array.isArray(texts) && texts.every((text) => typeof text === 'string' && text.trim() !== '')) return [...texts]
  const [expected, seen] = ['texts that say something, in a list', show(texts)]
  throw new ModelError('M012', `assumes: ${seen}: expected ${expected}.`, { expected, seen, site: callSite() })
}

const whose: Readonly<Record<string, string>> = {
  checks: 'methods of the object that only read',
  bookkeeping: 'methods of the object that change it',
}
