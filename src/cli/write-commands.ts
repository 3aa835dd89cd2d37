import type { Command } from 'commander'
import type { Threads } from '../worker/threads.ts'
import type { WriteFlags } from './commands/write-command.ts'
import type { ExitCode } from './terminal/exit-code.ts'

const collect = (value: string, earlier: readonly string[] = []): readonly string[] => [...earlier, value]

/** The commands that write a system in another format. */
export function addWriteCommands(root: Command, threads: Threads | undefined, done: (code: ExitCode) => void): void {
  const write = async (is: 'graph' | 'tables', file: string, system: string, flags: WriteFlags): Promise<void> => {
    const { writeCommand } = await import('./commands/write-command.ts')
    done(await writeCommand(is, file, system, flags, threads))
  }
  withFile(root.command('graph').description('write all states of a system, and the steps between them'))
    .requiredOption(
      '--to <format>',
      'dot (Graphviz), mermaid, aut (CADP, mCRL2) or json; the run that violates is marked',
    )
    .option('--limit-states <number>', 'draw so many at most (dot 1000, mermaid 60, aut and json 1e5)')
    .action((file: string, system: string, flags: WriteFlags) => write('graph', file, system, flags))
  withFile(root.command('export').description('write the tables of a system for another checker'))
    .requiredOption('--to <format>', 'promela (SPIN) or etf (LTSmin)')
    .action((file: string, system: string, flags: WriteFlags) => write('tables', file, system, flags))
}

function withFile(command: Command): Command {
  return command
    .argument('<file>', 'a file that exports systems')
    .argument('<system>', 'the name of one of them')
    .option('-o, --output <file>', 'where to write it, in place of the terminal')
    .option('--param <name=value>', 'a parameter of the system (repeatable)', collect)
}
