import type { LoadedFile } from '../../catalogue/catalogue.ts'
import { type Follower, startCheck } from '../../check/check.ts'
import { shown } from '../../check/shown.ts'
import { type Chosen, choose } from '../../cli/chosen/chosen.ts'
import { ModelError } from '../../errors/model-error.ts'
import { UsageError } from '../../errors/usage-error.ts'
import type { System } from '../../model/language/system.ts'
import type { Verdict } from '../../verdict/verdict.ts'
import { type CheckOrder, isSame, type Message, type Named, type RefineOrder } from '../messages.ts'
import { chosenSystem, loadedFiles } from './loaded.ts'
import { processMemory } from './process-memory.ts'
import { turn } from './turn.ts'
import type { Work } from './work.ts'

/** What only this command needs is loaded by it alone. */
async function refinedBy(order: RefineOrder, found: readonly LoadedFile[]): Promise<LoadedFile> {
  const { refined } = await import('./refined.ts')
  return refined(found, order)
}

/** Checks one system after the other; once the end is wanted, no further one. */
export async function checkAll(order: CheckOrder, work: Work): Promise<void> {
  const { files, only } = order
  const found = await loadedFiles(files, work)
  if (found.length === 0) return
  const loaded = order.refine === undefined ? found : [await refinedBy(order.refine, found)]
  const { chosen, without } = choose(loaded, order)
  const checks = chosen.flatMap((one) => (order.memories ?? [undefined]).map((memory) => ({ one, memory })))
  const all = checks.map(({ one, memory }) => ({
    ...chosenSystem(one),
    ...(memory && { memory }),
    ...(order.refine && { replay: '' }), // no file exports it
  }))
  work.say({ is: 'chosen', systems: all, without })
  for (const [i, named] of (only ?? all).entries()) {
    if (i > 0 && work.board.isEndWanted) return
    const it = checks[all.findIndex((other) => isSame(other, named))]
    const options = { ...order.options, ...(it?.memory && { memory: it.memory }) }
    work.say({ is: 'begun', system: named })
    work.next()
    const where = checks.length > 1 ? ` in ${named.name}` : ''
    work.say(it === undefined ? gone(named, work) : outcome(it.one, { ...order, options }, where, work))
    await turn()
  }
}

/** Where a thread was lost, its files are loaded again: they may be others by now. */
function gone({ file, exportName, name }: Named, work: Work): Message {
  const error = new UsageError(
    'U002',
    `${file} exports no ${name} as ${exportName} any more, as it did when the command began: expected files that stay as they are.`,
  )
  return { is: 'failed', failure: work.failure(error), missing: `error ${error.code}` }
}

/** An error of any kind is this system's own: the others are checked all the same. */
function outcome({ system }: Chosen, order: CheckOrder, where: string, work: Work): Message {
  try {
    return { is: 'checked', verdict: checked(system, order, work) }
  } catch (error) {
    const isOfUser = error instanceof ModelError || error instanceof UsageError
    const missing = isOfUser ? `error ${error.code}` : 'internal error'
    return { is: 'failed', failure: work.failure(error, where), missing }
  }
}

/** Slice by slice, so that it can be seen at any moment how far it has come. */
function checked(system: System, { options, isShown }: CheckOrder, work: Work): Verdict {
  const { board } = work
  const begunMs = performance.now()
  const follower: Follower = {
    isInterrupted: () => board.isEndWanted,
    memory: processMemory,
    entered: (phase, elapsedMs) => board.entered(phase, elapsedMs),
  }
  const check = startCheck(system, options, { ...follower, soFar: (verdict) => work.say({ is: 'so far', verdict }) })
  while (check.advance()) board.progress = check.progress()
  const verdict = check.verdict()
  if (!isShown) return verdict
  const { timeMs, ...limits } = options.limits ?? {}
  const left = timeMs === undefined ? {} : { timeMs: timeMs - (performance.now() - begunMs) }
  return shown(system, verdict, { ...limits, ...left }, follower)
}
