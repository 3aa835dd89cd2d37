import { replay } from '../../check/check.ts'
import type { System } from '../../model/language/system.ts'
import { expectationOver } from '../../model/protocol/design.ts'
import type { Trace } from '../../verdict/trace.ts'
import type { ReplayOrder } from '../messages.ts'
import { chosenSystem, loadedOne } from './loaded.ts'
import { turn } from './turn.ts'
import type { Work } from './work.ts'

/** @throws UsageError U004 where several systems have the name. */
export async function replayOne(
  { file, system, params, schedule, memory, locks }: ReplayOrder,
  work: Work,
): Promise<void> {
  const one = await loadedOne({ file, system, params }, work)
  const described = chosenSystem(one)
  work.say({ is: 'chosen', systems: [described], without: '' })
  work.say({ is: 'begun', system: described })
  const trace = replay(one.system, schedule, { locks, ...(memory && { memory }) })
  work.say({ is: 'replayed', system: described, trace, isAsExpected: isExpected(one.system, trace, memory) })
  await turn()
}

/** Unless its last step fails otherwise than the system says that a step must. */
function isExpected(system: System, { steps }: Trace, memory: ReplayOrder['memory']): boolean {
  const failure = steps.at(-1)?.failure
  const expectation = expectationOver(system.build(), memory)
  return failure === undefined || (expectation.verdict === 'failed' && failure.includes(expectation.message))
}
