/**
 * Runs a design natively, one step at a time: the bodies as generators that go on from where they are, the recipes on real values. No table is
 * involved, so a counterexample that can be followed here does not depend on the compiler or the search being right.
 */
import { UsageError } from '../../errors/usage-error.ts'
import type { ObjectDeclaration, PredicateDeclaration, RegionDeclaration } from '../protocol/declarations.ts'
import type { Design, OperationRequest, Outcome } from '../protocol/design.ts'
import type { ThreadId } from '../values/thread-id.ts'
import { isVoluntary } from './owing.ts'
import { outcomesOf } from './perform.ts'
import { withPoison } from './poison.ts'
import { type Arrival, type Called, ThreadRun } from './thread-run.ts'

/** One operation, choice or local step on the way of a step. */
export type NativeMove = {
  readonly label: string
  readonly kind: 'operation' | 'step' | 'choice' | 'alternative'
  readonly object?: ObjectDeclaration
  readonly before?: unknown
  readonly after?: unknown
  readonly answer?: unknown
  readonly failure?: Error
  /** Among how many it was chosen. */
  readonly ways: number
  readonly from: Arrival
}

export type NativeStep = {
  readonly thread: number
  readonly moves: readonly NativeMove[]
  readonly notes: readonly string[]
  readonly failure: Error | undefined
  /** Where the thread is then. */
  readonly to: Arrival
}

/** An operation that waits, and the routines that it is part of, outermost first. */
export type Blocked = { readonly request: OperationRequest; readonly calls: readonly Called[] }

export class NativeRun {
  readonly design: Design
  readonly #values: Map<ObjectDeclaration, unknown>
  readonly #runs: readonly ThreadRun[]
  readonly #failures = new Map<number, Error>()
  /** By thread: what its pending operation does, at a value. */
  readonly #outcomes: {
    readonly request: OperationRequest
    readonly value: unknown
    readonly outcomes: readonly Outcome[]
  }[] = []

  constructor(design: Design) {
    this.design = design
    this.#values = new Map(design.objects.map((object) => [object, object.initial]))
    this.#runs = withPoison(() => design.threads.map((thread) => new ThreadRun(thread)))
  }

  value(object: ObjectDeclaration): unknown {
    return this.#values.get(object)
  }

  arrival(thread: number): Arrival {
    return this.#run(thread).arrival
  }

  failure(thread: number): Error | undefined {
    const { pending } = this.arrival(thread)
    return this.#failures.get(thread) ?? (pending.kind === 'failed' ? pending.error : undefined)
  }

  hasEnded(thread: number): boolean {
    return this.failure(thread) !== undefined || this.arrival(thread).pending.kind === 'finished'
  }

  /** The threads inside a region. */
  inside(region: RegionDeclaration): readonly ThreadId[] {
    return this.design.threads
      .filter((_, thread) => this.failure(thread) === undefined && this.arrival(thread).regions.includes(region))
      .map(({ id }) => id)
  }

  /**
   * Performs one step. `decisions` says which option or outcome to take, in order, wherever there is more than one.
   * @throws UsageError U007 when the thread cannot take that step.
   */
  step(thread: number, decisions: readonly number[]): NativeStep {
    const name = this.design.threads[thread]?.name ?? `thread ${thread}`
    if (this.hasEnded(thread)) throw new UsageError('U007', `${name} has ended: expected a thread that can still step.`)
    const rest = [...decisions]
    const moves: NativeMove[] = []
    const run = this.#run(thread)
    return withPoison(() => {
      for (;;) {
        const move = this.#move(name, run.arrival, this.#ways(thread), rest)
        moves.push(move)
        if (move.failure !== undefined) {
          this.#failures.set(thread, move.failure)
          return { thread, moves, notes: [], failure: move.failure, to: failedAt(run.arrival, move.failure) }
        }
        if (move.object !== undefined) this.#values.set(move.object, move.after)
        const next = run.feed(move.answer)
        if (!next.isMidStep)
          return {
            thread,
            moves,
            notes: next.notes,
            failure: next.pending.kind === 'failed' ? next.pending.error : undefined,
            to: next,
          }
      }
    })
  }

  /** What the pending operation of the thread does now; none where it waits, or no operation is pending. */
  outcomes(thread: number): readonly Outcome[] {
    const { pending } = this.arrival(thread)
    if (pending.kind !== 'operation') return []
    const { request } = pending
    const value = this.value(request.object)
    const known = this.#outcomes[thread]
    if (known?.request === request && known.value === value) return known.outcomes
    const outcomes = outcomesOf(request, value)
    this.#outcomes[thread] = { request, value, outcomes }
    return outcomes
  }

  /**
   * The operations at which every path of the thread's next step waits, or every one that is owed to it; `undefined` when it can step so, or has ended.
   */
  waitsAt(thread: number, paths: 'all' | 'owed' = 'all'): readonly Blocked[] | undefined {
    if (this.hasEnded(thread)) return undefined
    return withPoison(() => this.#blockedAt(thread, this.#run(thread).arrival, this.#values, paths))
  }

  /** Whether the thread may stay as it is for ever: it has ended, or to wait at its next step is no error in any of its alternatives. */
  isContent(thread: number): boolean {
    if (this.hasEnded(thread)) return true
    const arrival = this.arrival(thread)
    const mayRest = this.design.rests.some(
      ({ region, condition }) =>
        condition !== undefined && arrival.regions.includes(region) && condition.holds(this.#observed(condition)),
    )
    return mayRest || withPoison(() => this.#isContentAt(thread, arrival))
  }

  #isContentAt(thread: number, arrival: Arrival): boolean {
    if (isVoluntary(this.design, arrival) || arrival.isIdle) return true
    const { pending } = arrival
    return (
      pending.kind === 'choice' &&
      pending.options.every((o) => this.#isContentAt(thread, this.#after(thread, arrival, o)))
    )
  }

  #observed({ observes }: PredicateDeclaration): readonly unknown[] {
    return observes.map((declared) => ('initial' in declared ? this.value(declared) : this.inside(declared)))
  }

  /** Where the thread would be. */
  #after(thread: number, { history }: Arrival, answer: unknown): Arrival {
    return new ThreadRun(this.#declaration(thread), history).feed(answer)
  }

  /** `undefined` when some path gets through. */
  #blockedAt(
    thread: number,
    arrival: Arrival,
    values: ReadonlyMap<ObjectDeclaration, unknown>,
    paths: 'all' | 'owed',
  ): Blocked[] | undefined {
    const found: Blocked[] = []
    if (paths === 'owed' && isVoluntary(this.design, arrival)) return found
    for (const alternative of alternatives(arrival, (request) => outcomesOf(request, values.get(request.object)))) {
      if (alternative === undefined) {
        const { pending, calls } = arrival
        if (pending.kind === 'operation') found.push({ request: pending.request, calls })
        continue
      }
      const { answer, after, failure } = alternative
      if (failure !== undefined) return undefined
      const changed =
        arrival.pending.kind === 'operation' ? new Map(values).set(arrival.pending.request.object, after) : values
      const next = this.#after(thread, arrival, answer)
      const deeper = next.isMidStep ? this.#blockedAt(thread, next, changed, paths) : undefined
      if (deeper === undefined) return undefined
      found.push(...deeper)
    }
    return found
  }

  /** How the thread can go on from where it is. */
  #ways(thread: number): readonly (Alternative | undefined)[] {
    const arrival = this.arrival(thread)
    return alternatives(arrival, () => this.outcomes(thread))
  }

  #move(name: string, from: Arrival, options: readonly (Alternative | undefined)[], decisions: number[]): NativeMove {
    const { pending } = from
    const index = options.length > 1 ? (decisions.shift() ?? 0) : 0
    const taken = options[index]
    if (pending.kind === 'operation') {
      const { object, label } = pending.request
      if (taken === undefined)
        throw new UsageError(
          'U007',
          `${name} cannot step: ${label} ${options.length > 1 ? `has no outcome ${index}` : 'waits'}.`,
        )
      return { label, kind: 'operation', object, before: this.value(object), from, ways: options.length, ...taken }
    }
    if (taken === undefined)
      throw new UsageError('U007', `${name} cannot take option ${index}: expected one of 0 to ${options.length - 1}.`)
    const ways = options.length
    if (pending.kind === 'choice') {
      const kind = pending.word === 'choose' ? 'choice' : 'alternative'
      return { label: pending.word, kind, answer: taken.answer, from, ways }
    }
    return {
      label: pending.kind === 'step' ? pending.label : pending.kind,
      kind: 'step',
      answer: undefined,
      from,
      ways,
    }
  }

  #run(thread: number): ThreadRun {
    const run = this.#runs[thread]
    if (run === undefined) throw new RangeError(`no thread ${thread}`)
    return run
  }

  #declaration(thread: number) {
    const declared = this.design.threads[thread]
    if (declared === undefined) throw new RangeError(`no thread ${thread}`)
    return declared
  }
}

/** The tables have it so, too: a failed local state of its own. */
function failedAt(arrival: Arrival, error: Error): Arrival {
  return { ...arrival, pending: { kind: 'failed', error }, isMidStep: false, isVoluntary: false, isIdle: false }
}

type Alternative = { readonly answer?: unknown; readonly after?: unknown; readonly failure?: Error }

/** All ways to go on from here; one `undefined` where the operation waits. */
function alternatives(
  { pending }: Arrival,
  outcomesNow: (request: OperationRequest) => readonly Outcome[],
): readonly (Alternative | undefined)[] {
  switch (pending.kind) {
    case 'operation': {
      const outcomes = outcomesNow(pending.request)
      return outcomes.length === 0 ? [undefined] : outcomes.map(alternative)
    }
    case 'choice':
      return pending.options.length === 0 ? [undefined] : pending.options.map((answer) => ({ answer }))
    case 'step':
      return [{}]
    case 'finished':
    case 'failed':
      return []
  }
}

function alternative(outcome: Outcome): Alternative {
  return 'failure' in outcome
    ? { after: outcome.value, failure: outcome.failure }
    : { after: outcome.value, answer: outcome.answer }
}
