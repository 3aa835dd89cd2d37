import { printable } from '../../model/values/printable.ts'
import { replayText } from '../../report/text/replay-text.ts'
import type { Message } from '../../worker/messages.ts'
import type { Threads } from '../../worker/threads.ts'
import { ExitCode } from '../terminal/exit-code.ts'
import type { Failure } from '../terminal/failure.ts'
import { pageFor, print } from '../terminal/terminal.ts'
import { lostFailure } from './lost.ts'
import { neededThreads } from './needed-threads.ts'

export type ReplayFlags = {
  readonly schedule: string
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
  let loading: string | undefined = file
  let failure: Failure | undefined
  const hear = (message: Message): void => {
    if (message.is === 'chosen') loading = undefined
    if (message.is === 'replayed') {
      const { name, parameters } = message.system
      const { trace } = message
      text = json
        ? `${printable(JSON.stringify(trace))}\n`
        : replayText(name, parameters, trace, pageFor(process.stdout))
    }
    if ('failure' in message) failure = message.failure
  }
  const order = { kind: 'replay', file, system, params, schedule, locks } as const
  const ended = await neededThreads(given).follow(order, hear)
  if (ended.by !== 'done') failure = lostFailure(ended, loading, system)
  await print(text)
  if (failure !== undefined) await print(failure.text, process.stderr)
  return failure?.exitCode ?? ExitCode.asExpected
}
