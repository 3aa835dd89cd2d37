import { listText } from '../../report/text/list-text.ts'
import type { Message } from '../../worker/messages.ts'
import type { Threads } from '../../worker/threads.ts'
import { withFilesMeant } from '../files/files-meant.ts'
import { type ExitCode, worstOf } from '../terminal/exit-code.ts'
import type { Failure } from '../terminal/failure.ts'
import { pageFor, print } from '../terminal/terminal.ts'
import { lostFailure } from './lost.ts'
import { neededThreads } from './needed-threads.ts'

export async function listCommand(words: readonly string[], given: Threads | undefined): Promise<ExitCode> {
  const threads = neededThreads(given)
  const page = pageFor(process.stdout)
  const texts: string[] = []
  const failures: Failure[] = []
  let loading: string | undefined
  const hear = (message: Message): void => {
    if (message.is === 'loading') loading = message.file
    if (message.is === 'listed') texts.push(listText(message.file, message.systems, page))
    if (message.is === 'without systems') texts.push(message.without)
    if ('failures' in message) failures.push(...message.failures)
    if ('failure' in message) failures.push(message.failure)
  }
  const files = await withFilesMeant(words)
  const ended = await threads.follow({ kind: 'list', files }, hear)
  if (ended.by !== 'done') failures.push(lostFailure(ended, loading))
  for (const { text } of failures) await print(text, process.stderr)
  await print(texts.join('\n'))
  return worstOf(failures.map(({ exitCode }) => exitCode))
}
