import { CommanderError } from 'commander'
import type { Threads } from '../worker/threads.ts'
import { commandLineError } from './command-line-error.ts'
import { program } from './program.ts'
import { ExitCode } from './terminal/exit-code.ts'
import { failureOf } from './terminal/failure.ts'
import { tellFailure } from './terminal/tell-failure.ts'
import { pageFor, print } from './terminal/terminal.ts'

/** Does what the words say; gives the exit code when everything is printed. `threads` are there for commands that need them. */
export async function commandLine(words: readonly string[], threads: Threads | undefined): Promise<ExitCode> {
  let exitCode: ExitCode = ExitCode.asExpected
  const root = program(threads, (code) => {
    exitCode = code
  })
  try {
    if (words.length === 0) {
      root.outputHelp()
      exitCode = ExitCode.wrong
    } else await root.parseAsync(words, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) exitCode = ExitCode.asExpected
    else {
      const failure = failureOf(
        error instanceof CommanderError ? commandLineError(error, root, words) : error,
        pageFor(process.stderr),
      )
      await tellFailure(failure, words.includes('--json'))
      exitCode = failure.exitCode
    }
  }
  await print('') // what was printed before has left by now
  return threads?.signals.exitCode ?? exitCode
}
