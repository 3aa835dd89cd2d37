import { Command, type CommanderError } from 'commander'
import type { Threads } from '../worker/threads.ts'
import type { CheckFlags } from './commands/check-flags.ts'
import type { ConformFlags } from './commands/conform-command.ts'
import type { ReplayFlags } from './commands/replay-command.ts'
import type { ExitCode } from './terminal/exit-code.ts'
import { version } from './terminal/version.ts'

const collect = (value: string, earlier: readonly string[] = []): readonly string[] => [...earlier, value]

const examples = `
Examples:
  lockproof check locks.ts                     every system that locks.ts exports
  lockproof check locks.ts mcs --param N=4     one of them, with other parameters
  lockproof list locks.ts                      what there is to check

Exit codes: 0 as expected, 1 not as expected, 2 wrong use or a wrong model, 3 incomplete
(also by Ctrl-C), 70 a bug of lockproof, 129 and 143 ended by SIGHUP and SIGTERM, with what there was so far.`

/** The command line. Each command is loaded when it is called; `threads` are there for those that need them, and `done` gets the exit code. */
export function program(threads: Threads | undefined, done: (code: ExitCode) => void): Command {
  const root = new Command('lockproof').description(
    'Checks lock designs written in TypeScript: explores every interleaving of their threads.',
  )
  root
    .version(version(), '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', examples)
  root
    .command('check')
    .description('check systems; the exit code says whether all verdicts are as expected')
    .argument(
      '<file...>',
      'files that export systems, folders (all .ts and .mts in them), or patterns such as "src/**/*.lock.ts"; then names of systems (all if none is named)',
    )
    .usage('[options] <file...> [system...]')
    .option('--param <name=value>', 'a parameter of the systems that have it (repeatable)', collect)
    .option('--search <order>', 'bfs (shortest counterexamples), dfs, or samples: random, pct, preemptions', 'bfs')
    .option('--seed <number>', 'of random and pct: the same seed makes the same runs (1)')
    .option('--runs <number>', 'of random and pct (10000)')
    .option('--steps <number>', 'of a run of random (1000) or pct (100)')
    .option('--bug-depth <number>', 'of pct: ordering constraints that a violation may need (3)')
    .option('--preemptions <number>', 'of preemptions: how many a run may have (2)')
    .option(
      '--reduction <kind>',
      'leave out what does not matter: auto (where that is less work), none, stubborn, symmetry, all',
      'auto',
    )
    .option('--shortest', 'search on until a violation found reduced has its shortest run')
    .option('--check-reduction', 'compare what was reduced with the full search (slow)')
    .option('--stuck', 'look for a thread that is stuck while others go on, however large that is')
    .option('--no-stuck', 'do not look for one (where that is small, it is looked for)')
    .option('--no-liveness', 'do not decide what must come some time')
    .option('--fairness <kind>', 'assume of all threads in place of what systems say: none, weak or strong')
    .option('--strict', 'warnings are not as expected either')
    .option('--no-minimise', 'keep local states apart that no future can tell apart')
    .option('--limit-states <number>', 'stop after so many states, such as 2e6')
    .option('--limit-memory <size>', 'stop at so much memory, such as 4GiB (70 % of what there is)')
    .option('--limit-time <time>', 'stop after so long, such as 90s')
    .option(
      '--keep-going',
      'see every state, count violations and show one of each property, instead of stopping at the first',
    )
    .option('--json', 'print each verdict as a line of JSON')
    .option(
      '--report <kind=file>',
      'write a report, too: json, junit, sarif, markdown, html, mermaid, itf; several by commas (repeatable)',
      collect,
    )
    .action(async (words: string[], flags: CheckFlags) => {
      const { checkCommand } = await import('./commands/check-command.ts')
      done(await checkCommand(words, flags, threads))
    })
  root
    .command('list')
    .description('list the systems of files, with their parameters and expected verdicts')
    .argument('<file...>', 'files that export systems, folders (all .ts and .mts in them), or patterns')
    .action(async (files: string[]) => {
      const { listCommand } = await import('./commands/list-command.ts')
      done(await listCommand(files, threads))
    })
  root
    .command('replay')
    .description('follow a schedule step by step, such as one that a counterexample prints')
    .argument('<file>', 'a file that exports systems')
    .argument('<system>', 'the name of one of them')
    .option('--schedule [step...]', 'threads in the order in which they step: T0 T1 T0')
    .option('--itf <file>', 'a run that check --report itf=FILE has written, in place of a schedule')
    .option('--param <name=value>', 'a parameter of the system (repeatable)', collect)
    .option('--locks', "print the locks after each step, as the kernel debugger's !locks does")
    .option('--json', 'print the trace as a line of JSON')
    .action(async (file: string, system: string, flags: ReplayFlags) => {
      const { replayCommand } = await import('./commands/replay-command.ts')
      done(await replayCommand(file, system, flags, threads))
    })
  root
    .command('conform')
    .description('read recorded runs of ERESOURCE; say whether the model allows them, and what they exercised')
    .argument('<file...>', 'JSON files of recorded runs')
    .option('--json', 'print each sequence as a line of JSON, then the coverage')
    .action(async (files: string[], flags: ConformFlags) => {
      const { conformCommand } = await import('./commands/conform-command.ts')
      done(await conformCommand(files, flags, threads))
    })
  for (const command of [root, ...root.commands]) {
    command.exitOverride((error: CommanderError) => {
      throw error
    })
    command.showSuggestionAfterError(false).configureOutput({ writeErr: () => undefined })
  }
  return root
}
