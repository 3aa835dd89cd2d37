/** Semaphore and event: allocated when somebody first waits, signaled when the lock has been dropped, sticky. */
import { inOneStep, repeat, type Steps, type ThreadId } from '../../language/index.ts'
import type { FineResource } from './fine-resource.ts'

/** Of several threads that allocate at once, one publishes what it has; the others free theirs. */
export function* eventThere({ structure, memory }: FineResource): Steps {
  const fresh = yield* memory.allocate('event')
  if (!(yield* structure.publishEvent(fresh))) yield* memory.free(fresh)
}

export function* semaphoreThere({ structure, memory }: FineResource): Steps {
  const fresh = yield* memory.allocate('semaphore')
  if (!(yield* structure.publishSemaphore(fresh))) yield* memory.free(fresh)
}

/** Until the thread has been granted, whoever granted it. A mutant may give up; then it answers false. */
export function* waitsForEvent({ structure, event, options, touching }: FineResource, me: ThreadId): Steps<boolean> {
  const how = yield* touching('ExclusiveWaiters', () => event.enter(me))
  if (how === 'signaled') return true
  if (options.rules.waitsForGrant) yield* event.woken(me)
  else if (yield* event.leaves(me)) {
    yield* structure.withdraw()
    return false
  }
  return true
}

export function* waitsForSemaphore({ semaphore, touching }: FineResource): Steps {
  yield* touching('SharedWaiters', () => semaphore.acquire())
}

/** Whoever is first in the list is woken, and written into OwnerEntry, in one step of the dispatcher. */
export function wakeWriter({ structure, event, touching }: FineResource): Steps {
  return touching('ExclusiveWaiters', () =>
    inOneStep(function* () {
      const first = yield* event.set()
      if (first !== null) yield* structure.sign(first)
    }),
  )
}

/** So many readers. In the mutant that loses signals only those are woken that wait at this moment. */
export function* wakeReaders(R: FineResource, count: number): Steps {
  yield* R.touching('SharedWaiters', () => R.semaphore.release(count))
  if (!R.options.rules.signalsStick) yield* drained(R)
}

/** No signal is left, in one step: there are never more than threads. */
export function drained({ semaphore, threads }: FineResource): Steps {
  return inOneStep(() => repeat(threads, () => semaphore.tryAcquire()))
}
