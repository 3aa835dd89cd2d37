import { listText } from '../../report/text/list-text.ts'
import type { Message } from '../../worker/messages.ts'
import type { Threads } from '../../worker/threads.ts'
import { withFilesMeant } from '../files/files-meant.ts'
import { type ExitCode, worstOf } from '../terminal/exit-code.ts'
import type { Failure } from '../terminal/failure.ts'
import { pageFor, print } from '../terminal/terminal.ts'
import { lostFailure } from './lost.ts'
import { neededThreads } from './needed-threads.ts'

/** A file that is never loaded costs the others nothing: a new thread goes on without it. */
export async function listCommand(words: readonly string[], given: Threads | undefined): Promise<ExitCode> {
  const threads = neededThreads(given)
  const page = pageFor(process.stdout)
  const texts: string[] = []
  const failures: Failure[] = []
  let loading: string | undefined
  const fail = (failure: Failure): void => {
    if (!failures.some(({ text }) => text === failure.text)) failures.push(failure) // files are loaded again
  }
  const hear = (message: Message): void => {
    if (message.is === 'loading') loading = message.file
    if (message.is === 'listed') texts.push(listText(message.file, message.systems, page))
    if (message.is === 'without systems') texts.push(message.without)
    if ('failures' in message) for (const failure of message.failures) fail(failure)
    if ('failure' in message) fail(message.failure)
  }
  let rest = await withFilesMeant(words)
  while (rest.length > 0) {
    loading = undefined
    const ended = await threads.follow({ kind: 'list', files: rest }, hear)
    if (ended.by === 'done') break
    fail(lostFailure(ended, loading))
    rest = ended.by === 'exit' && loading !== undefined ? rest.filter((file) => file !== loading) : []
  }
  for (const { text } of failures) await print(text, process.stderr)
  await print(texts.join('\n'))
  return worstOf(failures.map(({ exitCode }) => exitCode))
}
