import type { Command, CommanderError } from 'commander'
import { suggestion } from '../errors/suggestion.ts'
import { UsageError } from '../errors/usage-error.ts'

/** What commander found wrong, as one of our errors: with what is known, and what was probably meant. */
export function commandLineError(
  { code, message }: CommanderError,
  root: Command,
  words: readonly string[],
): UsageError {
  const command = root.commands.find((it) => it.name() === words[0])
  const quoted = /'([^']*)'/.exec(message)?.[1] ?? ''
  const where = command === undefined ? 'lockproof' : `lockproof ${command.name()}`
  switch (code) {
    case 'commander.unknownOption': {
      const known = (command ?? root)
        .createHelp()
        .visibleOptions(command ?? root)
        .map(({ long }) => long ?? '')
      return new UsageError(
        'U006',
        `${where} has no option ${quoted}.${suggestion(quoted, known)} ${where} --help prints its options.`,
        { expected: known.join(', '), seen: quoted },
      )
    }
    case 'commander.unknownCommand':
      return unknownCommand(quoted, root)
    case 'commander.help': // of no command
      return unknownCommand(`${words[1]}`, root)
    case 'commander.missingArgument':
      return new UsageError('U006', `${where} lacks its ${quoted}. Usage: ${where} ${command?.usage() ?? ''}`, {
        expected: quoted,
        seen: 'nothing',
      })
    case 'commander.excessArguments':
      return new UsageError(
        'U006',
        `${where} was given too many words: ${words.slice(1).join(' ')}. Usage: ${where} ${command?.usage() ?? ''}`,
        { seen: words.join(' ') },
      )
    case 'commander.missingMandatoryOptionValue':
    case 'commander.optionMissingArgument':
      return new UsageError('U006', `${where} lacks a value for ${quoted}. Usage: ${where} ${command?.usage() ?? ''}`, {
        expected: quoted,
        seen: 'nothing',
      })
    default:
      return new UsageError('U006', message.replace(/^error: /, ''))
  }
}

function unknownCommand(word: string, root: Command): UsageError {
  const known = root.commands.map((it) => it.name())
  const meant = /\.[cm]?[jt]sx?$/.test(word) ? ` Did you mean lockproof check ${word}?` : suggestion(word, known)
  const expected = known.join(', ')
  return new UsageError('U006', `lockproof has no command ${word}: expected one of ${expected}.${meant}`, {
    expected,
    seen: word,
  })
}
