import { Threads } from '../worker/threads.ts'
import { ignoreGoneReaders } from './terminal/streams.ts'

/** Commands that run what a user wrote. */
const works: ReadonlySet<string | undefined> = new Set(['check', 'list', 'replay'])

/** The whole command, from its words to the end of the process. */
export async function run(words: readonly string[]): Promise<never> {
  const threads = works.has(words[0]) ? new Threads() : undefined // first: what it starts has most to load
  ignoreGoneReaders()
  const { commandLine } = await import('./command-line.ts')
  const exitCode = await commandLine(words, threads)
  process.exit(exitCode) // a timer of a user's file must not keep us
}
