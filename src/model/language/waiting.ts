/** What the function that describes a system says of waiting: where a thread may rest, what must come some time, and what is assumed of the scheduler. */
import type { ObjectDeclaration, PredicateDeclaration, RegionDeclaration } from '../protocol/declarations.ts'
import type { RestDeclaration, ThreadDeclaration } from '../protocol/design.ts'
import type { FairnessDeclaration, FairnessKind, LivenessDeclaration, Proposition } from '../protocol/waiting.ts'
import { show } from '../values/encode.ts'
import { isThreadId, type ThreadId } from '../values/thread-id.ts'
import { type Fairness, fairnessGiven, refused } from './fairness.ts'
import { type Observable, type Observed, predicate } from './observe.ts'
import { type Region, regionDeclaration } from './region.ts'

export type State<O extends readonly Observable[]> = (...observed: { [I in keyof O]: Observed<O[I]> }) => boolean

/** Where threads may stay, and what must come some time. */
export type WaitingTools = {
  /** A thread may stay in the region for ever: nobody owes it the steps there. */
  mayRest(region: Region): void
  /** A thread may wait in the region for ever, as long as the condition holds: there is nothing to do. Whoever can go on is owed that. */
  mayRest<const O extends readonly Observable[]>(region: Region, observes: O, condition: State<O>): void
  /** What is assumed of runs without end: weak fairness for every thread, unless said otherwise. */
  fairness(assumed: FairnessKind | Fairness): void
  /** Each thread in `trying` is in `critical` some time. */
  starvationFree(trying: Region, critical: Region): void
  /** Whenever somebody is in `trying`, somebody is in `critical` some time: deadlock freedom as the literature of locks has it. */
  progress(trying: Region, critical: Region): void
  /** Whenever `from` holds, `to` holds then or some time later. */
  leadsTo<const O extends readonly Observable[]>(name: string, observes: O, from: State<O>, to: State<O>): void
  /** Holds again and again, for ever. */
  infinitelyOften<const O extends readonly Observable[]>(name: string, observes: O, holds: State<O>): void
  /** Holds some time. */
  eventually<const O extends readonly Observable[]>(name: string, observes: O, holds: State<O>): void
  /** While a thread is in `waiting`, others enter `critical` at most so often; without a number that is measured, and cannot fail. */
  boundedBypass(waiting: Region, critical: Region, atMost?: number): void
  /** Whoever is in `waiting` before another thread is in `trying` is in `critical` before it. */
  firstComeFirstServed(trying: Region, waiting: Region, critical: Region): void
  /**
   * A formula of linear temporal logic: `ltl('G (trying.T0 -> F critical.T0)')`. `region.thread` says that the thread is in the region, `region` that some
   * thread is; other names are those of `propositions`.
   */
  ltl(formula: string, propositions?: Readonly<Record<string, PropositionOf>>): void
}

/** What is read, and what must be so. */
// biome-ignore lint/suspicious/noExplicitAny: each has observables and arguments of its own
export type PropositionOf = readonly [observes: readonly Observable[], holds: (...observed: any[]) => boolean]

/** What the declarations of waiting need of the description that they are part of. */
type Owner = {
  readonly name: string
  readonly regions: readonly RegionDeclaration[]
  /** Notes a property of this name. @throws ModelError M009 where the name is taken. */
  readonly unique: (name: string) => string | undefined
}

/** Collects what a description says of waiting. */
export class Waiting {
  readonly rests: RestDeclaration[] = []
  readonly liveness: LivenessDeclaration[] = []
  readonly #owner: Owner
  #fairness: Fairness = {}

  constructor(owner: Owner) {
    this.#owner = owner
  }

  /** @throws ModelError M009 where `except` names no thread, or an action is of no object. */
  fairnessOf(threads: readonly ThreadDeclaration[], objects: readonly ObjectDeclaration[]): FairnessDeclaration {
    const { threads: of = 'weak', except = [], strong: actions = [] } = this.#fairness
    const isForeign = actions.some(({ action }) => !action.objects.every((it) => objects.includes(it)))
    if (isForeign) throw refused('strong(…)', `an object of ${this.#owner.name}, which shared() was given`)
    return {
      threads: of,
      except: except.map((wanted) => this.#thread(wanted, threads)),
      actions: actions.map(({ action }) => action),
    }
  }

  get tools(): WaitingTools {
    return {
      mayRest: <O extends readonly Observable[]>(region: Region, observes?: O, condition?: State<O>) =>
        this.#mayRest(region, observes, condition),
      fairness: (assumed) => {
        this.#fairness = fairnessGiven(assumed)
      },
      starvationFree: (trying, critical) =>
        this.#add('starvation freedom', { kind: 'starvation freedom', ...this.#named({ trying, critical }) }),
      progress: (trying, critical) => this.#add('progress', { kind: 'progress', ...this.#named({ trying, critical }) }),
      leadsTo: (name, observes, from, to) =>
        this.#add(name, {
          kind: 'leads to',
          from: predicate(`${name}: from`, observes, from),
          to: predicate(`${name}: to`, observes, to),
        }),
      infinitelyOften: (name, observes, holds) =>
        this.#add(name, { kind: 'infinitely often', holds: predicate(name, observes, holds) }),
      eventually: (name, observes, holds) =>
        this.#add(name, { kind: 'eventually', holds: predicate(name, observes, holds) }),
      boundedBypass: (waiting, critical, atMost) => {
        if (atMost !== undefined && !(Number.isSafeInteger(atMost) && atMost >= 0))
          throw refused(`boundedBypass(…, ${show(atMost)})`, 'a whole number of entries, 0 or more')
        this.#add('bounded bypass', {
          kind: 'bounded bypass',
          ...this.#named({ waiting, critical }),
          ...(atMost === undefined ? {} : { atMost }),
        })
      },
      firstComeFirstServed: (trying, waiting, critical) =>
        this.#add('first come, first served', {
          kind: 'first come, first served',
          ...this.#named({ trying, waiting, critical }),
        }),
      ltl: (formula, propositions = {}) =>
        this.#add(formula, {
          kind: 'ltl',
          formula,
          propositions: Object.entries(propositions).map(([name, given]) => propositionOf(name, given)),
        }),
    }
  }

  #mayRest<O extends readonly Observable[]>(region: Region, observes?: O, condition?: State<O>): void {
    const { region: declaration } = this.#named({ region })
    const name = `mayRest(${declaration.name}, …)`
    if ((observes === undefined) !== (condition === undefined))
      throw refused(name, 'what is read, and a condition of it')
    this.rests.push({
      region: declaration,
      ...(observes === undefined || condition === undefined ? {} : { condition: predicate(name, observes, condition) }),
    })
  }

  /** A second property of a kind is told apart by its regions. */
  #add(name: string, declared: Unnamed): void {
    const isTaken = this.liveness.some((other) => other.name === name)
    const full = isTaken && 'critical' in declared ? `${name} of ${regionNames(declared).join(', ')}` : name
    const site = this.#owner.unique(full)
    this.liveness.push({ ...declared, name: full, site })
  }

  /** The declarations of regions. @throws ModelError M009 where one is none of this system. */
  #named<R extends Readonly<Record<string, Region>>>(regions: R): { readonly [N in keyof R]: RegionDeclaration } {
    const named = Object.entries(regions).map(([word, given]) => {
      const declaration = regionDeclaration(given)
      if (declaration === undefined || !this.#owner.regions.includes(declaration))
        throw refused(`${word}: ${show(given)}`, `a region of ${this.#owner.name}`)
      return [word, declaration]
    })
    return Object.fromEntries(named) // one for each
  }

  #thread(wanted: string | ThreadId, threads: readonly ThreadDeclaration[]): ThreadId {
    const found = threads.find(({ id, name }) => (isThreadId(wanted) ? id === wanted : name === wanted))
    if (found !== undefined) return found.id
    const names = threads.map(({ name }) => name).join(', ')
    throw refused(`fairness({ except: [${show(wanted)}] })`, `a thread of ${this.#owner.name}: ${names}`)
  }
}

/** Of each kind, without what all have. */
type Unnamed = LivenessDeclaration extends infer D
  ? D extends LivenessDeclaration
    ? Omit<D, 'name' | 'site'>
    : never
  : never

function propositionOf(name: string, given: PropositionOf): Proposition {
  if (!Array.isArray(given)) throw refused(`ltl(…, { ${name}: … })`, 'a list of what is read, and a condition of it')
  const [observes, holds] = given as PropositionOf // it is a list
  return { name, holds: predicate(name, observes, holds) }
}

function regionNames(declared: Unnamed): readonly string[] {
  return Object.values(declared).flatMap((part: string | number | RegionDeclaration | PredicateDeclaration | object) =>
    typeof part === 'object' && 'name' in part ? [String(part.name)] : [],
  )
}
