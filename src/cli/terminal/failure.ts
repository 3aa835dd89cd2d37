import { InternalError } from '../../errors/internal-error.ts'
import { ModelError } from '../../errors/model-error.ts'
import { thrownText } from '../../errors/thrown.ts'
import { UsageError } from '../../errors/usage-error.ts'
import { linesOf } from '../../model/protocol/site.ts'
import { printable } from '../../model/values/printable.ts'
import { relativeTo } from '../../report/places.ts'
import type { Style } from '../../report/text/style.ts'
import { type Site, siteOf } from '../../verdict/site.ts'
import { ExitCode } from './exit-code.ts'

/** What is said of an error, and the exit code that goes with it: one message, and a stack only for a bug of ours. */
export type Failure = { readonly text: string; readonly exitCode: ExitCode; readonly error: ErrorData }

/** The same for programs. `code` is of docs/errors.md, or `internal`, or `incomplete` where there is no verdict to say so. */
export type ErrorData = {
  readonly code: string
  readonly message: string
  readonly expected?: string | undefined
  readonly seen?: string | undefined
  readonly fix?: string | undefined
  readonly site?: Site
  readonly schedule?: string
}

const longestRun = 24

/** `where` is the system, in a run over several. */
export function failureOf(error: unknown, { style }: { readonly style: Style }, where = ''): Failure {
  const shorter = relativeTo()
  const title = (text: string): string => style.red(style.bold(`${text}${printable(where)}:`))
  const told = (lines: readonly string[]): string => lines.map((line) => printable(shorter(line))).join('\n')
  if (error instanceof UsageError || error instanceof ModelError) {
    const { code, message, expected, seen, fix } = error
    const { site, schedule } = error instanceof ModelError ? error : {}
    const lines = [
      message,
      ...(site === undefined || message.includes(site) ? [] : [`  at ${site}`]),
      ...(schedule === undefined || message.includes(JSON.stringify(schedule))
        ? []
        : [`  in the run: ${shortened(schedule)}`]),
      ...(fix === undefined || message.includes(fix) ? [] : [`  fix: ${fix}`]),
    ]
    const places = {
      ...(site === undefined ? {} : { site: siteOf(site) }),
      ...(schedule === undefined ? {} : { schedule }),
    }
    return {
      text: `${title(`error ${code}`)} ${told(lines)}\n`,
      exitCode: ExitCode.wrong,
      error: { code, message, expected, seen, fix, ...places },
    }
  }
  return internalFailure(error, title('internal error'))
}

function internalFailure(error: unknown, title: string): Failure {
  const { message } = error instanceof InternalError ? error : new InternalError(thrownText(error))
  const stack = linesOf(error).filter((line) => /^\s+at /.test(line))
  return {
    text: `${title} ${[message, ...stack].map(printable).join('\n')}\n`,
    exitCode: ExitCode.internal,
    error: { code: 'internal', message },
  }
}

/** An endless loop shows in a run of hundreds of steps, which says no more than its beginning. */
function shortened(schedule: string): string {
  const words = schedule.split(' ')
  if (words.length <= longestRun) return schedule
  const steps = words.reduce((sum, word) => sum + Number(/\*(\d+)|$/.exec(word)?.[1] ?? '1'), 0)
  return `${words.slice(0, longestRun).join(' ')} … (${steps} steps)`
}
