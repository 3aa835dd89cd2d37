import { at } from '../../errors/at.ts'
import { threadIdName } from '../../model/values/thread-id.ts'
import { siteOf } from '../../verdict/site.ts'
import type { StuckThread } from '../../verdict/trace.ts'
import type { Holders } from './holders.ts'

export type Waiting = Pick<StuckThread, 'waitsAt' | 'waitsOn' | 'waitsFor'>

/** At what a thread waits, on what, and for whom; `undefined` of one that can step, or to whom that is owed, or that has ended. */
export function waitingOf(holders: Holders, thread: number, paths: 'all' | 'owed' = 'all'): Waiting | undefined {
  const requests = holders.run.waitsAt(thread, paths)
  if (requests === undefined) return undefined
  const objects = [...new Set(requests.map(({ object }) => object))]
  const { id } = at(holders.run.design.threads, thread, 'threads')
  const names = objects.flatMap((object) => holders.aheadOf(id, object)).map(threadIdName)
  return {
    waitsAt: requests.map(({ label }) => label),
    waitsOn: objects.map(({ name }) => name),
    waitsFor: [...new Set(names)],
  }
}

/** The objects that say that the thread holds them. */
export function holdsOf(holders: Holders, thread: number): readonly string[] {
  const { objects, threads } = holders.run.design
  const id = threads[thread]?.id
  return objects.filter((object) => id !== undefined && holders.of(object).includes(id)).map(({ name }) => name)
}

/** The threads that wait although they should go on, and whom for: where nobody is owed a step, for ever. */
export function waitingThreads(holders: Holders): readonly StuckThread[] {
  const { run } = holders
  return run.design.threads.flatMap(({ name }, thread) => {
    const waiting = run.isContent(thread) ? undefined : waitingOf(holders, thread, 'owed')
    if (waiting === undefined) return []
    const { site } = run.arrival(thread)
    const place = site === undefined ? {} : { site: siteOf(site) }
    return [{ thread: name, ...waiting, holds: holdsOf(holders, thread), ...place }]
  })
}
