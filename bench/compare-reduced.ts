/** Runs reduced searches from source to verdict, SPIN's, Rumur's and ours in turn on the same processors, and prints a Markdown table. See docs/internals/benchmarks.md. */
import { comparisonOptions } from './comparison.ts'
import { parametersText, type Row } from './expected.ts'
import { median } from './measured-row.ts'
import { isRumurInstalled, type RumurRun, runRumur } from './rumur.ts'
import { main, WrongOption } from './selection.ts'
import { isSpinInstalled, runSpin, type SpinRun } from './spin.ts'
import { type WholeCommand, wholeCommand } from './whole-command.ts'

const usage = `node --import tsx bench/compare-reduced.ts --models-dir DIR [options]
  --models-dir DIR   Promela and Murphi models named ticket.pml, ticket.m and so on
  --sizes LIST       of t, xs, s, m, l; default m
  --models LIST      default all
  --runs N           the median of N runs of each; default 5
  --cpu C            pin all to processor C, or to several: 0,1; default 1`

/** Ours: the reduction of Rumur, both reductions, and the command as it comes. */
const ways = ['symmetry', 'all', 'auto'] as const

type Sample = {
  readonly spin: SpinRun
  readonly rumur: RumurRun | undefined
  readonly ours: readonly WholeCommand[]
}

function sample(row: Row, modelsDir: string, cpu: string): Sample {
  const spin = runSpin(modelsDir, row, 'reduced', cpu)
  const rumur = runRumur(modelsDir, row, cpu)
  return { spin, rumur, ours: ways.map((way) => wholeCommand(row, way, cpu)) }
}

function line(row: Row, samples: readonly Sample[]): string {
  const middle = (of: (one: Sample) => number): number => median(samples.map(of))
  const [first] = samples
  const count = (states: number | undefined): string => (states === undefined ? '' : states.toLocaleString('en'))
  const spinSeconds = middle(({ spin }) => spin.wholeSeconds)
  const rumurSeconds = first?.rumur === undefined ? undefined : middle(({ rumur }) => rumur?.wholeSeconds ?? Number.NaN)
  const bestSeconds = Math.min(spinSeconds, rumurSeconds ?? Number.POSITIVE_INFINITY)
  const ours = ways.flatMap((_, i) => {
    const seconds = middle((one) => one.ours[i]?.seconds ?? Number.NaN)
    return [count(first?.ours[i]?.verdict.states), seconds.toFixed(2), (bestSeconds / seconds).toFixed(1)]
  })
  const fields = [
    `${row.model} ${parametersText(row.params)}`,
    count(row.states),
    ...[count(first?.spin.states), spinSeconds.toFixed(2)],
    ...[count(first?.rumur?.states), rumurSeconds?.toFixed(2) ?? ''],
    ...ours,
  ]
  return `| ${fields.join(' | ')} |`
}

const header = `| model | states in full | SPIN: states | s | Rumur: states | s | by symmetry: states | s | times faster than the better of them | by both: states | s | times faster | as it comes: states | s | times faster |
|---|${'--:|'.repeat(14)}`

main(() => {
  const asked = comparisonOptions(usage)
  if (asked === undefined) return
  if (!isSpinInstalled() || !isRumurInstalled())
    throw new WrongOption('spin, rumur and gcc are needed and were not all found: apt-get install spin rumur gcc.')
  const { modelsDir, rows, runs, cpu } = asked
  console.log(header)
  for (const row of rows)
    console.log(
      line(
        row,
        Array.from({ length: runs }, () => sample(row, modelsDir, cpu)),
      ),
    )
})
