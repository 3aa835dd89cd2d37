/** `npm run bench -- --sizes m --models mcs,ticket --json`: counts and speed of the lock models, each row in a process of its own. */
import { parseArgs } from 'node:util'
import { parametersText, type Row } from './expected.ts'
import { measureRow, type RowResult } from './measured-row.ts'
import { countOption, main, reductionOption, selectRows } from './selection.ts'

const usage = `npm run bench -- [options]
  --sizes LIST    of t, xs, s, m, l (about 1e5, 1e6, 1e7 states for s, m, l); default s
  --models LIST   of peterson, bakery, ticket, mcs, rwlock, eresource, phil; default all
  --runs N        the median of N runs; default 1
  --cpu C         pin each row to processor C (taskset)
  --reduction K   none (default), stubborn, symmetry, all: counts are those of the reduced search then
  --minimise      merge local states that no future can tell apart
  --json          one JSON object a line
Exit code 1 when a count is not exact.`

const options = {
  sizes: { type: 'string', default: 's' },
  models: { type: 'string' },
  runs: { type: 'string', default: '1' },
  cpu: { type: 'string' },
  reduction: { type: 'string', default: 'none' },
  minimise: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

const widths = [10, 9, 11, 12, 5, 9, 7, 9, 9, 9, 8] as const

function line(fields: readonly (string | number)[]): string {
  return fields
    .map((field, i) => (i < 2 ? String(field).padEnd(widths[i] ?? 0) : String(field).padStart(widths[i] ?? 0)))
    .join(' ')
}

const header = line([
  'model',
  'params',
  'states',
  'edges',
  'exact',
  'seconds',
  'compile',
  'Mstates/s',
  'Medges/s',
  'peak MiB',
  'B/state',
])

function tableLine(row: Row, result: RowResult, isExact: boolean): string {
  const { states, edges, seconds, compileSeconds, peakRssMiB, bytesPerState } = result
  const exact = isExact ? 'yes' : 'NO'
  const rates = [(states / seconds / 1e6).toFixed(2), (edges / seconds / 1e6).toFixed(2)]
  const counts = [states.toLocaleString('en'), edges.toLocaleString('en'), exact]
  const times = [seconds.toFixed(3), compileSeconds.toFixed(3)]
  return line([
    row.model,
    parametersText(row.params),
    ...counts,
    ...times,
    ...rates,
    peakRssMiB.toFixed(0),
    bytesPerState.toFixed(1),
  ])
}

function jsonLine({ model, params, states: fullStates }: Row, result: RowResult, reduction: string): string {
  const { states, edges, seconds, compileSeconds, peakRssMiB, bytesPerState } = result
  const numbers = { seconds, compileSeconds, peakRssMiB, bytesPerState }
  const rounded = Object.entries(numbers).map(([name, value]) => [name, Number(value.toFixed(4))])
  const reduced = reduction === 'none' ? {} : { reduction, fullStates }
  return JSON.stringify({ model, params, states, edges, ...Object.fromEntries(rounded), ...reduced })
}

main(() => {
  const { values } = parseArgs({ options })
  if (values.help) return console.log(usage)
  const reduction = reductionOption(values.reduction)
  const rowOptions = { runs: countOption('--runs', values.runs), minimise: values.minimise, reduction, cpu: values.cpu }
  const selected = selectRows(values.sizes, values.models)
  if (!values.json) console.log(header)
  for (const row of selected) {
    const result = measureRow(row, rowOptions)
    const isWhole = reduction === 'none'
    const isExact = isWhole ? result.states === row.states && result.edges === row.edges : result.states <= row.states
    console.log(values.json ? jsonLine(row, result, reduction) : tableLine(row, result, isExact))
    if (isExact) continue
    console.error(
      `${row.model} ${parametersText(row.params)}: expected ${isWhole ? '' : 'at most '}${row.states} states and ${row.edges} edges.`,
    )
    process.exitCode = 1
  }
})
