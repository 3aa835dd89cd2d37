import { printable } from '../../model/values/printable.ts'
import { replayText } from '../../report/text/replay-text.ts'
import type { Trace } from '../../verdict/trace.ts'
import type { Message } from '../../worker/messages.ts'
import type { Threads } from '../../worker/threads.ts'
import { ExitCode } from '../terminal/exit-code.ts'
import type { Failure } from '../terminal/failure.ts'
import { tellFailure } from '../terminal/tell-failure.ts'
import { pageFor, print } from '../terminal/terminal.ts'
import { lostFailure } from './lost.ts'
import { neededThreads } from './needed-threads.ts'

export type ReplayFlags = {
  /** `true` where no step follows it. */
  readonly schedule: readonly string[] | true
  readonly param?: readonly string[]
  readonly locks?: boolean
  readonly json?: boolean
}

export async function replayCommand(
  file: string,
  system: string,
  { schedule, param: params = [], locks = false, json = false }: ReplayFlags,
  given: Threads | undefined,
): Promise<ExitCode> {
  let text = ''
  let exitCode: ExitCode = ExitCode.asExpected
  let loading: string | undefined = file
  let failure: Failure | undefined
  const hear = (message: Message): void => {
    if (message.is === 'chosen') loading = undefined
    if (message.is === 'replayed') {
      const { name, parameters } = message.system
      const { trace } = message
      exitCode = exitCodeOf(trace, message.isAsExpected)
      text = json
        ? `${printable(JSON.stringify(trace))}\n`
        : replayText(name, parameters, trace, pageFor(process.stdout))
    }
    if ('failure' in message) failure = message.failure
  }
  const steps = schedule === true ? '' : schedule.join(' ')
  const order = { kind: 'replay', file, system, params, schedule: steps, locks } as const
  const ended = await neededThreads(given).follow(order, hear)
  if (ended.by !== 'done') failure = lostFailure(ended, loading, system)
  await print(text)
  if (failure !== undefined) await tellFailure(failure, json)
  return failure?.exitCode ?? exitCode
}

function exitCodeOf({ steps }: Trace, isAsExpected: boolean): ExitCode {
  if (steps.at(-1)?.failureCode !== undefined) return ExitCode.wrong
  return isAsExpected ? ExitCode.asExpected : ExitCode.notAsExpected
}
