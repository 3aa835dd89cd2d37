import { InternalError } from '../../errors/internal-error.ts'
import { ModelError } from '../../errors/model-error.ts'
import { UsageError } from '../../errors/usage-error.ts'
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
  const title = (text: string): string => style.red(style.bold(`${text}${where}:`))
  if (error instanceof UsageError || error instanceof ModelError) {
    const { code, message, expected, seen, fix } = error
    const { site, schedule } = error instanceof ModelError ? error : {}
    const lines = [
      `${title(`error ${code}`)} ${message}`,
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
      text: relativeTo(process.cwd())(`${lines.join('\n')}\n`),
      exitCode: ExitCode.wrong,
      error: { code, message, expected, seen, fix, ...places },
    }
  }
  return internalFailure(error, title('internal error'))
}

function internalFailure(error: unknown, title: string): Failure {
  const { message } = error instanceof InternalError ? error : new InternalError(nameAndMessage(error))
  const stack =
    (error instanceof Error ? error.stack : undefined)?.split('\n').filter((line) => /^\s+at /.test(line)) ?? []
  return {
    text: `${[`${title} ${message}`, ...stack].join('\n')}\n`,
    exitCode: ExitCode.internal,
    error: { code: 'internal', message },
  }
}

/** An endless loop shows in a run of hundreds of steps, which says no more than its beginning. */
function shortened(schedule: string): string {
  const steps = schedule.split(' ')
  return steps.length <= longestRun ? schedule : `${steps.slice(0, longestRun).join(' ')} … (${steps.length} steps)`
}

function nameAndMessage(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
