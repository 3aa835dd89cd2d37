/**
 * A specification, run on plain data: the values of its objects, and for each call that has not returned how far its body has come. Nobody compiles
 * it, so an abstract state means the same in every process, and renaming its threads renames the state.
 */
import { existing } from '../errors/at.ts'
import { ModelError } from '../errors/model-error.ts'
import type { ObjectDeclaration } from '../model/protocol/declarations.ts'
import type { Design, Outcome, ThreadDeclaration } from '../model/protocol/design.ts'
import type { History } from '../model/run/history.ts'
import { outcomesOf } from '../model/run/perform.ts'
import { type Arrival, ThreadRun } from '../model/run/thread-run.ts'
import { encode } from '../model/values/encode.ts'
import { byLetters } from '../model/values/key-list.ts'
import { handedOn, inKeyOrder } from '../model/values/plain.ts'
import { isThreadId, type ThreadId } from '../model/values/thread-id.ts'
import { answeredAt } from './calls.ts'

/** One way in which a specification may be. */
export type Abstract = {
  /** By the names that the specification gave them. */
  readonly objects: Readonly<Record<string, unknown>>
  /** Where each thread is in its call, of those that have called. */
  readonly calls: Readonly<Record<ThreadId, History>>
}

/** A step of a call; `fails` where it goes wrong. One that nobody owes saves nobody who waits. */
export type AbstractStep = { readonly to: Abstract | 'fails'; readonly isOwed: boolean }

export class Specification {
  readonly name: string
  readonly objects: readonly ObjectDeclaration[]
  readonly initial: Abstract
  readonly #threads: ReadonlyMap<ThreadId, ThreadDeclaration>
  readonly #arrivals = new Map<string, Arrival>()

  constructor({ name, objects, threads }: Design) {
    this.name = name
    this.objects = objects
    this.initial = plain({ objects: Object.fromEntries(objects.map((it) => [it.name, it.initial])), calls: {} })
    this.#threads = new Map(threads.map((thread) => [thread.id, thread]))
  }

  /** Where the thread has called, and done nothing yet. */
  called({ objects, calls }: Abstract, me: ThreadId, call: string): Abstract {
    const { history } = new ThreadRun(this.#thread(me), [], false).feed(call)
    return plain({ objects, calls: { ...calls, [me]: history } })
  }

  /** What the call of the thread answers, once nothing is left of it but to return. */
  answerOf({ calls }: Abstract, me: ThreadId): { readonly answer: unknown } | undefined {
    const history = calls[me]
    return history && answeredAt(this.#arrivalAt(me, history))
  }

  /** Where the call of the thread has returned. */
  returned({ objects, calls }: Abstract, me: ThreadId): Abstract {
    const { [me]: _, ...others } = calls
    return plain({ objects, calls: others })
  }

  /** What one step of a call leads to. */
  steps(state: Abstract): readonly AbstractStep[] {
    return callersIn(state).flatMap((me) => {
      const arrival = this.#arrivalAt(me, existing(state.calls[me], 'a call'))
      return answeredAt(arrival) === undefined ? this.#stepsFrom(state, me, arrival, true) : []
    })
  }

  /** Of the thread, from there to where others may step again. */
  #stepsFrom({ objects, calls }: Abstract, me: ThreadId, arrival: Arrival, isOwed: boolean): readonly AbstractStep[] {
    const isOwedHere = isOwed && !arrival.isVoluntary
    return this.#ways(objects, arrival).flatMap((way) => {
      if (way === 'fails') return [{ to: 'fails', isOwed: isOwedHere } as const]
      const next = new ThreadRun(this.#thread(me), arrival.history, false).feed(way.answer)
      if (next.pending.kind === 'failed') return [{ to: 'fails', isOwed: isOwedHere } as const]
      const state = plain({ objects: way.objects, calls: { ...calls, [me]: next.history } })
      return next.isMidStep && answeredAt(next) === undefined
        ? this.#stepsFrom(state, me, next, isOwedHere)
        : [{ to: state, isOwed: isOwedHere }]
    })
  }

  #ways(objects: Abstract['objects'], { pending }: Arrival): readonly (Way | 'fails')[] {
    switch (pending.kind) {
      case 'operation': {
        const { object } = pending.request
        const before = inKeyOrder(objects[object.name], object.order)
        return outcomesOf(pending.request, before).map((outcome) => wayOf(objects, object, outcome))
      }
      case 'choice':
        return pending.options.map((answer) => ({ objects, answer }))
      case 'step':
        return [{ objects, answer: undefined }]
      default:
        return []
    }
  }

  #arrivalAt(me: ThreadId, history: History): Arrival {
    const key = encode([me, history], 'A call of a specification')
    const known = this.#arrivals.get(key)
    if (known !== undefined) return known
    const { arrival } = new ThreadRun(this.#thread(me), history, false)
    this.#arrivals.set(key, arrival)
    return arrival
  }

  #thread(me: ThreadId): ThreadDeclaration {
    return existing(this.#threads.get(me), 'a client of the specification')
  }
}

type Way = { readonly objects: Abstract['objects']; readonly answer: unknown }

/** @throws ModelError where the specification makes a mistake: that is no finding about what is held against it. */
function wayOf(objects: Abstract['objects'], { name }: ObjectDeclaration, outcome: Outcome): Way | 'fails' {
  if (!('failure' in outcome)) return { objects: { ...objects, [name]: outcome.value }, answer: outcome.answer }
  if (outcome.failure instanceof ModelError) throw outcome.failure
  return 'fails'
}

/** The threads that have called. */
export function callersIn({ calls }: Abstract): readonly ThreadId[] {
  return Object.getOwnPropertySymbols(calls).filter(isThreadId)
}

function plain(state: Abstract): Abstract {
  return handedOn(state, byLetters, 'An abstract state is')
}
