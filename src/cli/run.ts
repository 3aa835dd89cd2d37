import { CommanderError } from 'commander'
import { commandLineError } from './command-line-error.ts'
import { program } from './program.ts'
import { ExitCode } from './terminal/exit-code.ts'
import { failureOf } from './terminal/failure.ts'
import { ignoreGoneReaders, pageFor, print } from './terminal/terminal.ts'

/** The whole command, from its words to the end of the process. */
export async function run(words: readonly string[]): Promise<never> {
  ignoreGoneReaders()
  let exitCode: ExitCode = ExitCode.asExpected
  const root = program((code) => {
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
      await print(failure.text, process.stderr)
      exitCode = failure.exitCode
    }
  }
  await print('') // what was printed before has left by now
  process.exit(exitCode) // a timer of a user's file must not keep us
}
