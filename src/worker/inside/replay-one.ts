import { replay } from '../../check/check.ts'
import { choose } from '../../cli/chosen/chosen.ts'
import { UsageError } from '../../errors/usage-error.ts'
import type { ReplayOrder } from '../messages.ts'
import { chosenSystem, loadedFiles } from './loaded.ts'
import { turn } from './turn.ts'
import type { Work } from './work.ts'

/** @throws UsageError U004 where several systems have the name. */
export async function replayOne({ file, system, params, schedule, locks }: ReplayOrder, work: Work): Promise<void> {
  const loaded = await loadedFiles([file], work)
  const { chosen } = choose(loaded, [system], params)
  const [one] = chosen
  if (one === undefined || chosen.length > 1) {
    const exported = chosen.map(({ entry }) => entry.exportName).join(', ')
    throw new UsageError(
      'U004',
      `${file} has ${chosen.length} systems ${system}: expected one. Name its export: ${exported}.`,
      { expected: exported, seen: system },
    )
  }
  const described = chosenSystem(one)
  work.say({ is: 'chosen', systems: [described], without: '' })
  work.say({ is: 'begun', system: described })
  work.say({ is: 'replayed', system: described, trace: replay(one.system, schedule, { locks }) })
  await turn()
}
