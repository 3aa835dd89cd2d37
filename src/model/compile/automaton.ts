import { ModelError } from '../../errors/model-error.ts'
import type { Meter } from '../../tasks/meter.ts'
import { type AnswerId, FAILED, type LocalId, type OperationId, Pending, UNKNOWN } from '../ir.ts'
import type { ThreadDeclaration } from '../protocol/design.ts'
import { siteIn } from '../protocol/site.ts'
import { type History, historyKey } from '../run/history.ts'
import type { Loops } from '../run/loops.ts'
import { withPlace } from '../run/mistakes.ts'
import { type Arrival, type PendingStep, ThreadRun } from '../run/thread-run.ts'
import { asGiven } from '../values/plain.ts'
import { isProtected } from '../values/protections.ts'
import type { Operations } from './operations.ts'

/** Of a run of a body, which is run twice. */
const workOfRun = 150

export type LocalState = {
  readonly arrival: Arrival
  readonly pending: Pending
  readonly operation: OperationId
  readonly isStored: boolean
  /** Where it was first reached from, and by which answer (`FAILED`: none); of the initial one itself. */
  readonly from: LocalId
  readonly by: AnswerId
  /** By answer id, option or 0; missing until extended (`answersIn`). */
  readonly next: LocalId[]
  failure: LocalId
  /** After which answers the same `spinUntil` goes on. */
  stays: Set<AnswerId> | undefined
}

/** The local states of one thread as far as they have been asked for. */
export class Automaton {
  readonly thread: ThreadDeclaration
  readonly locals: LocalState[] = []
  readonly #operations: Operations
  readonly #ids = new Map<string, LocalId>()
  readonly #limit: number
  readonly #loops: Loops
  readonly #meter: Meter

  /** @throws the body's own error if it goes wrong before its first step. */
  constructor(thread: ThreadDeclaration, operations: Operations, limit: number, loops: Loops, meter: Meter) {
    this.thread = thread
    this.#meter = meter
    this.#operations = operations
    this.#limit = limit
    this.#loops = loops
    const { arrival } = new ThreadRun(thread, [], true, loops)
    if (arrival.pending.kind === 'failed') throw asModelError(arrival.pending.error, thread.name, arrival.site)
    this.#refuseImpure(arrival, new ThreadRun(thread, [], false).arrival)
    this.#intern(arrival, 0, 0)
  }

  /** Where the thread is after this answer (an answer id, the index of an option, or 0). */
  extend(local: LocalId, answer: AnswerId): LocalId {
    const from = this.#local(local)
    const known = from.next[answer]
    if (known !== undefined) return known
    this.#meter.spent += workOfRun
    const native = this.#nativeAnswer(from, answer)
    const run = this.#run(from.arrival.history, true)
    const arrival = run.feed(native)
    const again = this.#run(copied(from.arrival.history), false)
    this.#refuseImpure(arrival, again.feed(isProtected('the second run is on copies') ? asGiven(native) : native))
    if (run.stays) from.stays = (from.stays ?? new Set()).add(answer)
    const next = this.#intern(arrival, local, answer)
    from.next[answer] = next
    return next
  }

  /** Where the thread is after its pending operation has failed. */
  fail(local: LocalId): LocalId {
    const from = this.#local(local)
    if (from.failure === UNKNOWN) {
      const arrival: Arrival = {
        ...from.arrival,
        pending: { kind: 'failed', error: new Error('failed') },
        isMidStep: false,
        isVoluntary: false,
        isIdle: false,
      }
      from.failure = this.#add(`!${local}`, arrival, local, FAILED)
    }
    return from.failure
  }

  #local(id: LocalId): LocalState {
    const local = this.locals[id]
    if (local === undefined) throw new RangeError(`${this.thread.name} has no local state ${id}`)
    return local
  }

  #nativeAnswer(from: LocalState, answer: AnswerId): unknown {
    const { pending } = from.arrival
    if (pending.kind === 'operation') return this.#operations.answer(from.operation, answer)
    return pending.kind === 'choice' ? pending.options[answer] : undefined
  }

  #run(history: History, wantsSite: boolean): ThreadRun {
    return new ThreadRun(this.thread, history, wantsSite, this.#loops)
  }

  #intern(arrival: Arrival, from: LocalId, by: AnswerId): LocalId {
    const key = `${this.#historyKey(arrival)}${arrival.isMidStep ? '*' : ''}${marksText(arrival)}${arrival.pending.kind === 'failed' ? `!${arrival.pending.error.message}` : ''}${arrival.pending.kind === 'finished' ? '.' : ''}`
    return this.#ids.get(key) ?? this.#add(key, arrival, from, by)
  }

  #add(key: string, arrival: Arrival, from: LocalId, by: AnswerId): LocalId {
    if (this.locals.length >= this.#limit) {
      throw new ModelError(
        'M007',
        `${this.thread.name} has more than ${this.#limit} local states: what it remembers grows without bound. Bound the state of its loops, and what its procs remember.`,
        { fix: 'Bound the state of its loops.', site: arrival.site },
      )
    }
    const id = this.locals.length
    const { pending } = arrival
    this.#ids.set(key, id)
    this.locals.push({
      arrival,
      pending: Pending[pending.kind],
      operation: pending.kind === 'operation' ? this.#operations.intern(pending.request, arrival.site) : UNKNOWN,
      isStored: !arrival.isMidStep,
      from,
      by,
      next: [],
      failure: UNKNOWN,
      stays: undefined,
    })
    return id
  }

  /** @throws ModelError M005 when something remembered is not plain data. */
  #historyKey({ history, site }: Arrival): string {
    try {
      return historyKey(history, this.thread.name)
    } catch (error) {
      throw error instanceof ModelError ? withPlace(error, { site }) : error
    }
  }

  /** @throws ModelError M004 when the same history led to different steps. */
  #refuseImpure(first: Arrival, second: Arrival): void {
    if (!isProtected('bodies are run twice')) return
    const [once, again] = [this.#text(first), this.#text(second)]
    if (once === again) return
    const shown = [stepText(first.pending), stepText(second.pending)]
    throw new ModelError(
      'M004',
      `${this.thread.name} behaved differently for the same history: first ${shown[0]}, then ${shown[1]}. A body may depend only on its arguments and answers.`,
      {
        expected: shown[0],
        seen: shown[1],
        fix: 'Use loop(initial, …) or fold(…) to carry a value, or a cell to share one.',
        site: first.site,
      },
    )
  }

  #text(arrival: Arrival): string {
    const { pending } = arrival
    const step =
      pending.kind === 'failed' && pending.error instanceof ModelError ? pending.error.code : stepText(pending) // its text may name the place
    const key = pending.kind === 'operation' ? pending.request.key : '' // two functions may have one text
    return `${step} ${key} ${this.#historyKey(arrival)} ${arrival.isMidStep} ${marksText(arrival)} ${arrival.regions.map(({ name }) => name).join()}`
  }
}

/** Of other objects: which parts are the same object must not matter. */
function copied(history: History): History {
  if (!isProtected('the second run is on copies')) return history
  return history.map((frame) => ({ ...frame, state: asGiven(frame.state), answers: frame.answers.map(asGiven) }))
}

/** One history may lead to the first step inside `may`, and from behind it to the next round of a loop. */
function marksText({ isVoluntary, isIdle }: Arrival): string {
  return `${isVoluntary ? '~' : ''}${isIdle ? '?' : ''}`
}

export function stepText(pending: PendingStep): string {
  switch (pending.kind) {
    case 'operation':
      return pending.request.label
    case 'step':
      return `step('${pending.label}')`
    case 'choice':
      return 'choose(…)'
    case 'finished':
      return 'its end'
    case 'failed':
      return pending.error.message
  }
}

function asModelError(error: Error, thread: string, site: string | undefined): ModelError {
  if (error instanceof ModelError) return withPlace(error, { site })
  return new ModelError('M011', `${thread} went wrong before its first step: ${error.name}: ${error.message}`, {
    site: siteIn(error) ?? site,
  })
}
