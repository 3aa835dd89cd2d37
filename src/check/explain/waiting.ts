import { ModelError } from '../../errors/model-error.ts'
import type { ObjectDeclaration } from '../../model/protocol/design.ts'
import { withPlace } from '../../model/run/mistakes.ts'
import type { NativeRun } from '../../model/run/native-run.ts'
import { type ThreadId, threadIdName } from '../../model/values/thread-id.ts'
import { siteOf } from '../../verdict/site.ts'
import type { StuckThread } from '../../verdict/trace.ts'

export type Tell = (problem: string) => void

export type Waiting = Pick<StuckThread, 'waitsAt' | 'waitsOn' | 'waitsFor'>

/** At what a thread waits, on what, and for whom; `undefined` of one that can step or has ended. */
export function waitingOf(run: NativeRun, thread: number, tell: Tell): Waiting | undefined {
  const requests = run.waitsAt(thread)
  if (requests === undefined) return undefined
  const objects = [...new Set(requests.map(({ object }) => object))]
  const holders = objects.flatMap((object) => ownersOf(object, run, tell)).map(threadIdName)
  return {
    waitsAt: requests.map(({ label }) => label),
    waitsOn: objects.map(({ name }) => name),
    waitsFor: [...new Set(holders)],
  }
}

/** The objects that say that the thread holds them. */
export function holdsOf(run: NativeRun, thread: number, tell: Tell): readonly string[] {
  const id = run.design.threads[thread]?.id
  return run.design.objects
    .filter((object) => id !== undefined && ownersOf(object, run, tell).includes(id))
    .map(({ name }) => name)
}

/** The threads that wait, and whom for: where nobody can step, for ever. */
export function waitingThreads(run: NativeRun, tell: Tell): readonly StuckThread[] {
  return run.design.threads.flatMap(({ name }, thread) => {
    const waiting = waitingOf(run, thread, tell)
    if (waiting === undefined) return []
    const { site } = run.arrival(thread)
    return [
      {
        thread: name,
        ...waiting,
        holds: holdsOf(run, thread, tell),
        ...(site === undefined ? {} : { site: siteOf(site) }),
      },
    ]
  })
}

/** An `owners` that goes wrong costs that, and no more: `tell` hears of it. */
function ownersOf(object: ObjectDeclaration, run: NativeRun, tell: Tell): readonly ThreadId[] {
  try {
    return object.owners?.(run.value(object)) ?? []
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    const { message, site } = withPlace(error)
    tell(`whom threads wait for at ${object.name} is not known: ${message}${site === undefined ? '' : ` (${site})`}`)
    return []
  }
}
