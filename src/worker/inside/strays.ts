/** What a user's file does beside declaring systems: it is an error of that file, and takes no verdict away. */
import { ModelError } from '../../errors/model-error.ts'
import { thrownText } from '../../errors/thrown.ts'
import { UsageError } from '../../errors/usage-error.ts'
import { isRunning } from '../../model/protocol/running.ts'
import { callSite, siteIn } from '../../model/protocol/site.ts'
import type { Work } from './work.ts'

export function tellStrays(work: Work): void {
  const tell = (thrown: unknown): void => work.say({ is: 'stray', failure: work.failure(strayError(thrown)) })
  process.on('uncaughtException', tell)
  process.on('unhandledRejection', tell) // else Node wraps what is no error in a sentence of its own
  Object.assign(process, { exit: refuseExit, reallyExit: refuseExit })
}

/** Of a timer, or of a promise that nobody waited for. */
function strayError(error: unknown): Error {
  if (error instanceof UsageError || error instanceof ModelError) return error
  const what = thrownText(error)
  const site = siteIn(error)
  return new UsageError(
    'U002',
    `${site ?? 'A file'} left an error that nobody caught: ${what}. Expected a file that only declares systems.`,
    { seen: what },
  )
}

function refuseExit(): never {
  const site = callSite()
  if (isRunning())
    throw new ModelError(
      'M004',
      'The design calls process.exit(): expected one that only describes threads and data.',
      {
        seen: 'process.exit()',
        fix: 'Leave it out.',
        site,
      },
    )
  throw new UsageError('U002', `${site ?? 'A file'} calls process.exit(): expected a file that only declares systems.`)
}
