import { at } from '../../errors/at.ts'
import type { Blocked } from '../../model/run/native-run.ts'
import { threadIdName } from '../../model/values/thread-id.ts'
import { siteOf } from '../../verdict/site.ts'
import type { Reason, StuckThread } from '../../verdict/trace.ts'
import type { Holders } from './holders.ts'

export type Waiting = Pick<StuckThread, 'waitsAt' | 'waitsIn' | 'waitsOn' | 'waitsFor' | 'why'>

/** At what a thread waits, on what, and for whom; `undefined` of one that can step, or to whom that is owed, or that has ended. */
export function waitingOf(holders: Holders, thread: number, paths: 'all' | 'owed' = 'all'): Waiting | undefined {
  const blocked = holders.run.waitsAt(thread, paths)
  if (blocked === undefined) return undefined
  const objects = [...new Set(blocked.map(({ request }) => request.object))]
  const { id } = at(holders.run.design.threads, thread, 'threads')
  const ahead = objects.flatMap((object) =>
    holders.aheadOf(id, object).map(({ thread, why }) => ({
      on: object.name,
      ...(thread === undefined ? {} : { thread: threadIdName(thread) }),
      ...(why === undefined ? {} : { why }),
    })),
  )
  const old = paths === 'owed' && holders.run.waitsAt(thread) === undefined ? oldValues(blocked) : []
  const reasons: readonly Reason[] = [...ahead, ...old]
  const isInRoutine = blocked.some(({ calls }) => calls.length > 0)
  return {
    waitsAt: blocked.map(({ request }) => request.label),
    ...(isInRoutine
      ? { waitsIn: blocked.map(({ request, calls }) => holders.calls.outermost(calls) ?? request.label) }
      : {}),
    waitsOn: objects.map(({ name }) => name),
    waitsFor: [...new Set(reasons.flatMap(({ thread }) => thread ?? []))],
    ...(reasons.some(({ why }) => why !== undefined) ? { why: reasons } : {}),
  }
}

/** By what it could go on that nobody owes it: what it waits for has been overwritten. */
function oldValues(blocked: readonly Blocked[]): readonly Reason[] {
  const requests = blocked.map(({ request }) => request).filter(({ sees }) => sees === 'the last')
  const cells = [...new Set(requests.flatMap(({ cell }) => cell?.name ?? []))]
  return cells.map((cell) => ({
    on: at(requests, 0, 'requests').object.name,
    why: `could go on only by an old value of ${cell}, which it may never see`,
  }))
}

/** The objects that say that the thread holds them. */
export function holdsOf(holders: Holders, thread: number): readonly string[] {
  const { objects, threads } = holders.run.design
  const id = threads[thread]?.id
  return objects.filter((object) => id !== undefined && holders.of(object).includes(id)).map(({ name }) => name)
}

/** Where a thread is, and what it has there. */
export function standsAt(holders: Holders, thread: number): Pick<StuckThread, 'holds' | 'procs' | 'site'> {
  const { site, procs } = holders.run.arrival(thread)
  return { procs, holds: holdsOf(holders, thread), ...(site === undefined ? {} : { site: siteOf(site) }) }
}

/** The threads that wait although they should go on, and whom for: where nobody is owed a step, for ever. */
export function waitingThreads(holders: Holders): readonly StuckThread[] {
  const { run } = holders
  return run.design.threads.flatMap(({ name }, thread) => {
    const waiting = run.isContent(thread) ? undefined : waitingOf(holders, thread, 'owed')
    if (waiting === undefined) return []
    return [{ thread: name, ...waiting, ...standsAt(holders, thread) }]
  })
}
