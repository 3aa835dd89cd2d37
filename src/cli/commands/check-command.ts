import type { RefineOrder } from '../../worker/messages.ts'
import type { Threads } from '../../worker/threads.ts'
import { splitArguments } from '../chosen/arguments.ts'
import { withFilesMeant } from '../files/files-meant.ts'
import { requestedReports } from '../reports/requested.ts'
import type { ExitCode } from '../terminal/exit-code.ts'
import { whileShowing } from '../terminal/progress-line.ts'
import { type CheckFlags, checkOptions, memoriesOf } from './check-flags.ts'
import { CheckRun } from './check-run.ts'
import { neededThreads } from './needed-threads.ts'

/**
 * Has the systems checked in the other thread. Where that was lost to a function that never came back, a new one goes on with the others: without the
 * file, or with the next system.
 */
export async function checkCommand(
  words: readonly string[],
  flags: CheckFlags & { readonly isSweep?: boolean; readonly refine?: RefineOrder },
  given: Threads | undefined,
): Promise<ExitCode> {
  const options = checkOptions(flags)
  const reports = requestedReports(flags.report)
  if (flags.watch === true) {
    const { watchFiles } = await import('../project/watch.ts') // with what tells of changes, which others need not load
    return await watchFiles(splitArguments(await withFilesMeant(words)).files)
  }
  const threads = neededThreads(given)
  const { isSweep = false, refine } = flags
  const memories = memoriesOf(flags.memory)
  const { files, systems } = splitArguments(await withFilesMeant(words))
  const isShown = reports.some(({ kind }) => kind === 'html')
  const order = {
    kind: 'check',
    systems,
    params: flags.param ?? [],
    isSweep,
    options,
    ...(memories.length > 1 && { memories }),
    isShown,
    ...(refine && { refine }),
  } as const
  const run = new CheckRun(threads, { isJson: flags.json === true, hasTimes: flags.times, reports })
  let rest = files
  while (rest.length > 0) {
    const work = threads.follow(
      { ...order, files: rest, ...run.only(rest) },
      (message) => run.hear(message),
      options.limits?.timeMs,
    )
    const ended = await whileShowing(() => run.showProgress(), work)
    if (ended.by === 'done') break
    rest = run.lose(ended, rest)
  }
  return await run.end()
}
