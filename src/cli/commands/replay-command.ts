import { replay } from '../../check/check.ts'
import { UsageError } from '../../errors/usage-error.ts'
import { replayText } from '../../report/text/replay-text.ts'
import { choose } from '../chosen/chosen.ts'
import { loadFiles } from '../files/load-files.ts'
import { ExitCode } from '../terminal/exit-code.ts'
import { pageFor, print } from '../terminal/terminal.ts'

export type ReplayFlags = {
  readonly schedule: string
  readonly param?: readonly string[]
  readonly locks?: boolean
  readonly json?: boolean
}

export async function replayCommand(file: string, name: string, flags: ReplayFlags): Promise<ExitCode> {
  const { loaded } = await loadFiles([file])
  const { chosen } = choose(loaded, [name], flags.param ?? [])
  const [one] = chosen
  if (one === undefined || chosen.length > 1) {
    const exported = chosen.map(({ entry }) => entry.exportName).join(', ')
    throw new UsageError(
      'U004',
      `${file} has ${chosen.length} systems ${name}: expected one. Name its export: ${exported}.`,
      { expected: exported, seen: name },
    )
  }
  const trace = replay(one.system, flags.schedule, { locks: flags.locks ?? false })
  await print(
    flags.json === true
      ? `${JSON.stringify(trace)}\n`
      : replayText(one.entry.name, one.system.parameters, trace, pageFor(process.stdout)),
  )
  return ExitCode.asExpected
}
