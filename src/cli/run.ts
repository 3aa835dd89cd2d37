import { setTimeout } from 'node:timers/promises'
import { currentFolder } from '../report/places.ts'
import { Threads } from '../worker/threads.ts'
import { leave } from './terminal/leave.ts'
import { endBy, watchOutput } from './terminal/streams.ts'

/** Commands that take time: their work is done in a thread of its own. */
const works: ReadonlySet<string | undefined> = new Set([
  'check',
  'sweep',
  'refine',
  'orders',
  'list',
  'replay',
  'graph',
  'export',
  'conform',
])

/** A thread that was told to end takes a moment to. */
const lastChanceMs = 150

/** The whole command, from its words to the end of the process. */
export async function run(words: readonly string[]): Promise<never> {
  const isWork = works.has(words[0]) && !words.includes('--watch') && currentFolder() !== undefined
  const threads = isWork ? new Threads() : undefined // first: what it starts has most to load
  watchOutput()
  process.on('uncaughtException', endBy) // of ours: users' files run in another thread
  const { commandLine } = await import('./command-line.ts')
  const exitCode = await commandLine(words, threads)
  if (threads?.isStuck === true) await setTimeout(lastChanceMs)
  leave(exitCode, threads?.isStuck ?? false) // a timer of a user's file must not keep us
}
