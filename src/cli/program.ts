import { Command, type CommanderError } from 'commander'
import type { Threads } from '../worker/threads.ts'
import { collect, withCheckOptions } from './check-options.ts'
import type { CheckFlags } from './commands/check-flags.ts'
import type { ConformFlags } from './commands/conform-command.ts'
import type { OrdersFlags } from './commands/orders-command.ts'
import type { RefineFlags } from './commands/refine-command.ts'
import type { ReplayFlags } from './commands/replay-command.ts'
import type { ExitCode } from './terminal/exit-code.ts'
import { version } from './terminal/version.ts'
import { addWriteCommands } from './write-commands.ts'

const examples = `
Examples:
  lockproof check locks.ts                     every system that locks.ts exports
  lockproof check locks.ts mcs --param N=4     one of them, with other parameters
  lockproof sweep locks.ts mcs --param N=2..5  with each of these, and how it grows
  lockproof list locks.ts                      what there is to check

Exit codes: 0 as expected, 1 not as expected, 2 wrong use or a wrong model, 3 incomplete
(also by Ctrl-C), 70 a bug of lockproof, 129 and 143 ended by SIGHUP and SIGTERM, with what there was so far.`

const filesAndSystems =
  'files that export systems, folders (all .ts and .mts in them), or patterns such as "src/**/*.lock.ts"; then names of systems (all if none is named)'

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
  const check = root
    .command('check')
    .description('check systems; the exit code says whether all verdicts are as expected')
    .argument('<file...>', filesAndSystems)
    .usage('[options] <file...> [system...]')
    .option('--param <name=value>', 'a parameter of the systems that have it (repeatable)', collect)
  withCheckOptions(check).action(async (words: string[], flags: CheckFlags) => {
    const { checkCommand } = await import('./commands/check-command.ts')
    done(await checkCommand(words, flags, threads))
  })
  const sweep = root
    .command('sweep')
    .description('check systems with many values of their parameters; a table says how they grow')
    .argument('<file...>', filesAndSystems)
    .usage('[options] <file...> [system...]')
    .requiredOption('--param <name=values>', 'such as N=2..5 or isFair=true,false (repeatable)', collect)
  withCheckOptions(sweep).action(async (words: string[], flags: CheckFlags) => {
    const { checkCommand } = await import('./commands/check-command.ts')
    done(await checkCommand(words, { ...flags, isSweep: true }, threads))
  })
  const refine = root
    .command('refine')
    .description('check whether a lock does what its specification might have done, for clients that call for ever')
    .argument('<file...>', 'files that export the lock, then its name, then that of another, or of a specification')
    .usage('[options] <file...> <lock> <specification>')
    .option('--threads <number>', 'clients (3)')
    .option('--depth <number>', 'sections that each has open at once (2)')
    .option('--calls <number>', 'calls of each client (for ever)')
    .option('--keeps <what>', 'answers, waiting (default), or "order at rest"')
  withCheckOptions(refine).action(async (words: string[], flags: RefineFlags) => {
    const { refineCommand } = await import('./commands/refine-command.ts')
    done(await refineCommand(words, flags, threads))
  })
  root
    .command('orders')
    .description(
      'find the weakest memory orders and fences with which systems are verified, for the clients that they have',
    )
    .argument('<file...>', filesAndSystems)
    .usage('[options] <file...> [system...]')
    .option('--param <name=value>', 'a parameter of the systems that have it (repeatable)', collect)
    .option('--memory <model>', 'of which memory: tso, pso or cpp20', 'cpp20')
    .option('--all', 'all weakest solutions, where one is found without')
    .option('--limit-states <number>', 'of each check, such as 2e6')
    .option('--limit-time <time>', 'of each check, such as 90s')
    .option('--json', 'print what each system needs as a line of JSON')
    .action(async (words: string[], flags: OrdersFlags) => {
      const { ordersCommand } = await import('./commands/orders-command.ts')
      done(await ordersCommand(words, flags, threads))
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
    .option('--schedule [step...]', 'threads in the order in which they step: T0 T1 T0*14')
    .option('--itf <file>', 'a run that check --report itf=FILE has written, in place of a schedule')
    .option('--param <name=value>', 'a parameter of the system (repeatable)', collect)
    .option('--memory <model>', 'the memory that the schedule is of: sc, tso, pso or cpp20', 'sc')
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
  root
    .command('init')
    .description('make a project: a design, its tests, a workflow for CI, a tsconfig; no file is replaced')
    .argument('[folder]', 'where', '.')
    .action(async (folder: string) => {
      const { initCommand } = await import('./project/init-command.ts')
      done(await initCommand(folder))
    })
  addWriteCommands(root, threads, done)
  for (const command of [root, ...root.commands]) {
    command.exitOverride((error: CommanderError) => {
      throw error
    })
    command.showSuggestionAfterError(false).configureOutput({ writeErr: () => undefined })
  }
  return root
}
