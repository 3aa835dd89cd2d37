import { InternalError } from '../../errors/internal-error.ts'
import { UsageError } from '../../errors/usage-error.ts'
import { printable } from '../../model/values/printable.ts'
import { warning } from '../../verdict/warning.ts'
import { notBack } from '../../worker/so-far.ts'
import type { Lost } from '../../worker/watch.ts'
import { ExitCode } from '../terminal/exit-code.ts'
import { type Failure, failureOf } from '../terminal/failure.ts'
import { pageFor } from '../terminal/terminal.ts'

const endedBy = {
  interrupt: 'interrupted',
  time: 'stopped by the time limit',
  memory: 'stopped by the memory limit',
} as const

/** What is said where the thread that works was lost and there is no verdict to say it in; `file` was being loaded. */
export function lostFailure(ended: Lost, file: string | undefined, where = ''): Failure {
  const page = pageFor(process.stderr)
  switch (ended.by) {
    case 'error':
      return failureOf(ended.error, page, where)
    case 'exit':
      return failureOf(
        file === undefined ? new InternalError('the thread that checks has ended') : endless(file),
        page,
        where,
      )
    default: {
      const who = ended.who === undefined ? '' : `: ${printable(page.places(warning(notBack(ended.who, where)).text))}`
      const message = `${endedBy[ended.by]}${who}`
      return {
        text: `${page.style.yellow('incomplete')}: ${message}\n`,
        exitCode: ExitCode.incomplete,
        error: { code: 'incomplete', message },
      }
    }
  }
}

/** Nothing is left to be done, and the file is not loaded. */
function endless(file: string): UsageError {
  return new UsageError(
    'U002',
    `${file} awaits what never comes, or ends the process while it is loaded: expected a file that only declares systems.`,
  )
}
