import { setImmediate } from 'node:timers/promises'
import { startCheck } from '../../check/check.ts'
import type { CheckOptions } from '../../check/options/check-options.ts'
import { type Chosen, choose } from '../../cli/chosen/chosen.ts'
import { ModelError } from '../../errors/model-error.ts'
import { UsageError } from '../../errors/usage-error.ts'
import type { System } from '../../model/language/system.ts'
import type { CheckOrder, Message } from '../messages.ts'
import { chosenSystem, loadedFiles } from './loaded.ts'
import type { Work } from './work.ts'

/** Checks one system after the other; once the end is wanted, no further one. */
export async function checkAll({ files, systems, params, options, from }: CheckOrder, work: Work): Promise<void> {
  const loaded = await loadedFiles(files, work)
  if (loaded.length === 0) return
  const { chosen, without } = choose(loaded, systems, params)
  work.say({ is: 'chosen', systems: chosen.map(chosenSystem), without })
  for (const [i, one] of chosen.entries()) {
    if (i < from) continue
    if (i > 0 && work.board.isEndWanted) return
    work.say({ is: 'begun', system: i })
    work.next()
    work.say(outcome(one, options, chosen.length > 1 ? ` in ${one.entry.name}` : '', work))
    await turn()
  }
}

/** What the files left to happen later may happen now, timers too, and go wrong. */
async function turn(): Promise<void> {
  await setImmediate()
  await setImmediate()
}

/** An error of any kind is this system's own: the others are checked all the same. */
function outcome({ system }: Chosen, options: CheckOptions, where: string, work: Work): Message {
  try {
    return { is: 'checked', verdict: checked(system, options, work) }
  } catch (error) {
    const isOfUser = error instanceof ModelError || error instanceof UsageError
    const missing = isOfUser ? `error ${error.code}` : 'internal error'
    return { is: 'failed', failure: work.failure(error, where), missing }
  }
}

/** Slice by slice, so that it can be seen at any moment how far it has come. */
function checked(system: System, options: CheckOptions, work: Work) {
  const { board } = work
  const check = startCheck(system, options, {
    isInterrupted: () => board.isEndWanted,
    entered: (phase, elapsedMs) => board.entered(phase, elapsedMs),
    soFar: (verdict) => work.say({ is: 'so far', verdict }),
  })
  while (check.advance()) board.progress = check.progress()
  return check.verdict()
}
