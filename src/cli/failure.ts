import { InternalError } from '../errors/internal-error.ts'
import { ModelError } from '../errors/model-error.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { Page } from '../report/style.ts'
import { ExitCode } from './exit-code.ts'
import { relativeTo } from './places.ts'

/** What is said of an error, and the exit code that goes with it: one message, and a stack only for a bug of ours. */
export type Failure = { readonly text: string; readonly exitCode: ExitCode }

export function failureOf(error: unknown, { style }: Page): Failure {
  if (error instanceof UsageError || error instanceof ModelError) {
    const site =
      error instanceof ModelError && error.site !== undefined && !error.message.includes(error.site)
        ? `\n  at ${error.site}`
        : ''
    return {
      text: `${style.red(style.bold(`error ${error.code}:`))} ${relativeTo(process.cwd())(error.message + site)}\n`,
      exitCode: ExitCode.wrong,
    }
  }
  const ours =
    error instanceof InternalError
      ? error
      : new InternalError(error instanceof Error ? `${error.name}: ${error.message}` : String(error))
  const stack =
    (error instanceof Error ? error.stack : undefined)?.split('\n').filter((line) => /^\s+at /.test(line)) ?? []
  return {
    text: `${style.red(style.bold('internal error:'))} ${ours.message}\n${stack.map((line) => `${line}\n`).join('')}`,
    exitCode: ExitCode.internal,
  }
}
