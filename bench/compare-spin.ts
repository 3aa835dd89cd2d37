/** Runs SPIN and lockproof in turn on one processor and prints a Markdown table. See docs/internals/benchmarks.md. */
import { comparisonOptions } from './comparison.ts'
import { parametersText, type Row } from './expected.ts'
import { measureRow, median, type RowResult } from './measured-row.ts'
import { main, WrongOption } from './selection.ts'
import { isSpinInstalled, runSpin, type SpinRun } from './spin.ts'
import { wholeCommand } from './whole-command.ts'

const usage = `node --import tsx bench/compare-spin.ts --models-dir DIR [options]
  --models-dir DIR   Promela models named peterson.pml and so on
  --sizes LIST       of t, xs, s, m, l; default m
  --models LIST      default all
  --runs N           the median of N runs of each; default 5
  --cpu C            pin both to processor C; default 1`

type Sample = { readonly spin: SpinRun; readonly ours: RowResult; readonly oursWholeSeconds: number }

function sample(row: Row, modelsDir: string, cpu: string): Sample {
  const spin = runSpin(modelsDir, row, 'full', cpu)
  const ours = measureRow(row, { runs: 1, minimise: false, cpu })
  return { spin, ours, oursWholeSeconds: wholeCommand(row, 'none', cpu).seconds }
}

/** Both agree on what there is to search. SPIN prints large counts with eight digits. */
function isExact({ states, edges }: Row, { spin, ours }: Sample): boolean {
  const isNear = (count: number, exact: number): boolean => Math.abs(count - exact) <= exact * 1e-5
  return ours.states === states && ours.edges === edges && isNear(spin.states, states) && isNear(spin.edges, edges)
}

function compare(row: Row, samples: readonly Sample[]): { readonly line: string; readonly ratio: number } {
  const middle = (of: (one: Sample) => number): number => median(samples.map(of))
  const spinRate = row.states / middle(({ spin }) => spin.searchSeconds) / 1e6
  const oursRate = row.states / middle(({ ours }) => ours.seconds) / 1e6
  const ratio = oursRate / spinRate
  const wholes = [middle(({ spin }) => spin.wholeSeconds), middle(({ oursWholeSeconds }) => oursWholeSeconds)]
  const fields = [
    row.model,
    parametersText(row.params),
    row.states.toLocaleString('en'),
    samples.every((one) => isExact(row, one)) ? 'yes' : 'NO',
    ...[spinRate, oursRate, ratio].map((rate) => rate.toFixed(2)),
    ...wholes.map((seconds) => seconds.toFixed(2)),
    middle(({ ours }) => ours.bytesPerState).toFixed(1),
  ]
  return { line: `| ${fields.join(' | ')} |`, ratio }
}

const header = `| model | parameters | states | exact | SPIN M states/s | lockproof M states/s | ratio | SPIN from source, s | lockproof check, s | bytes/state |
|---|---|--:|---|--:|--:|--:|--:|--:|--:|`

main(() => {
  const asked = comparisonOptions(usage)
  if (asked === undefined) return
  if (!isSpinInstalled()) throw new WrongOption('spin and gcc are needed and were not found: apt-get install spin gcc.')
  const { modelsDir, rows, runs, cpu } = asked
  console.log(header)
  const ratios = rows.map((row) => {
    const { line, ratio } = compare(
      row,
      Array.from({ length: runs }, () => sample(row, modelsDir, cpu)),
    )
    console.log(line)
    return ratio
  })
  const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length)
  console.log(
    `\nGeometric mean of the ratios: ${mean.toFixed(2)}, lowest ${Math.min(...ratios).toFixed(2)}; ${runs} runs of each in turn, median.`,
  )
})
