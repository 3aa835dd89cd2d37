import type { Command } from 'commander'

export const collect = (value: string, earlier: readonly string[] = []): readonly string[] => [...earlier, value]

/** What `check` and `sweep` have in common: how to search, what to assume, when to stop, what to write. */
export function withCheckOptions(command: Command): Command {
  return command
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
    .option(
      '--memory <model>',
      'what threads see of each other: sc, tso, pso or cpp20, by the orders of operations; several by commas',
      'sc',
    )
    .option('--strict', 'warnings are not as expected either')
    .option('--no-minimise', 'keep local states apart that no future can tell apart')
    .option('--limit-states <number>', 'stop after so many states, such as 2e6')
    .option('--limit-memory <size>', 'stop at so much memory, such as 4GiB (70 % of what there is)')
    .option('--limit-time <time>', 'stop after so long, such as 90s')
    .option(
      '--keep-going',
      'see every state, count violations and show one of each property, instead of stopping at the first',
    )
    .option('--no-times', 'leave times out, so that what is written is the same from run to run')
    .option('--json', 'print each verdict as a line of JSON')
    .option(
      '--report <kind=file>',
      'write a report, too: json, junit, sarif, markdown, html, mermaid, itf; several by commas (repeatable)',
      collect,
    )
    .option('--watch', 'check again whenever a file in the folders of these files changes')
}
