import { UsageError } from '../../errors/usage-error.ts'
import type { Threads } from '../../worker/threads.ts'

/** @throws UsageError U001 where there are none: Node starts no thread in a folder that is gone. */
export function neededThreads(threads: Threads | undefined): Threads {
  if (threads !== undefined) return threads
  throw new UsageError('U001', 'The current folder is gone: expected one that is there. Change to another one.')
}
