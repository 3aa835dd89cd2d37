import { UsageError } from '../../errors/usage-error.ts'
import { printable } from '../../model/values/printable.ts'
import { type ItfRun, itfRun } from '../../report/formats/itf-reading.ts'
import { replayText } from '../../report/text/replay-text.ts'
import type { Trace } from '../../verdict/trace.ts'
import type { Message } from '../../worker/messages.ts'
import type { Threads } from '../../worker/threads.ts'
import { textOf } from '../paths/file.ts'
import { ExitCode } from '../terminal/exit-code.ts'
import type { Failure } from '../terminal/failure.ts'
import { tellFailure } from '../terminal/tell-failure.ts'
import { pageFor, print } from '../terminal/terminal.ts'
import { memoryOf } from './check-flags.ts'
import { lostFailure } from './lost.ts'
import { neededThreads } from './needed-threads.ts'

export type ReplayFlags = {
  /** `true` where no step follows it. */
  readonly schedule?: readonly string[] | true
  /** A file with a run in ITF. */
  readonly itf?: string
  readonly param?: readonly string[]
  readonly memory: string
  readonly locks?: boolean
  readonly json?: boolean
}

export async function replayCommand(
  file: string,
  system: string,
  flags: ReplayFlags,
  given: Threads | undefined,
): Promise<ExitCode> {
  const { param: params = [], locks = false, json = false } = flags
  const { schedule, requireSame } = wantedRun(flags)
  let text = ''
  let compare = (): void => {}
  let exitCode: ExitCode = ExitCode.asExpected
  let loading: string | undefined = file
  let failure: Failure | undefined
  const hear = (message: Message): void => {
    if (message.is === 'chosen') loading = undefined
    if (message.is === 'replayed') {
      const { name, parameters } = message.system
      const { trace } = message
      compare = () => requireSame(trace)
      exitCode = exitCodeOf(trace, message.isAsExpected)
      text = json
        ? `${printable(JSON.stringify(trace))}\n`
        : replayText(name, parameters, trace, pageFor(process.stdout))
    }
    if ('failure' in message) failure = message.failure
  }
  const order = { kind: 'replay', file, system, params, schedule, locks, ...memoryOf(flags.memory) } as const
  const ended = await neededThreads(given).follow(order, hear)
  if (ended.by !== 'done') failure = lostFailure(ended, loading, system)
  compare()
  await print(text)
  if (failure !== undefined) await tellFailure(failure, json)
  return failure?.exitCode ?? exitCode
}

/** @throws UsageError U006 without a schedule or with two, U001 and U007 of the file. */
function wantedRun({ schedule, itf }: ReplayFlags): ItfRun {
  if ((schedule === undefined) === (itf === undefined)) {
    const seen = schedule === undefined ? 'neither' : 'both'
    throw new UsageError('U006', `replay: expected --schedule or --itf, saw ${seen}.`, {
      expected: '--schedule or --itf',
      seen,
    })
  }
  if (itf !== undefined) return itfRun(itf, textOf(itf, 'a run in ITF'))
  return { schedule: Array.isArray(schedule) ? schedule.join(' ') : '', requireSame: () => {} }
}

function exitCodeOf({ steps }: Trace, isAsExpected: boolean): ExitCode {
  if (steps.at(-1)?.failureCode !== undefined) return ExitCode.wrong
  return isAsExpected ? ExitCode.asExpected : ExitCode.notAsExpected
}
