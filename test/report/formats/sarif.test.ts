import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { default as Ajv } from 'ajv-draft-04'
import type { Log } from 'sarif'
import { expect, test } from 'vitest'
import { sarifReport } from '../../../src/report/formats/sarif.ts'
import type { ReportedRun } from '../../../src/report/reported.ts'
import { longRun, nastyRun } from './nasty.ts'
import { six } from './six.ts'

const home = dirname(createRequire(import.meta.url).resolve('@microsoft/jest-sarif/package.json'))
const schema = JSON.parse(readFileSync(join(home, 'lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'))
const isSarif = new Ajv.default({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema)

function mismatches(run: ReportedRun): unknown {
  isSarif(JSON.parse(sarifReport(run)))
  return isSarif.errors ?? []
}

const failing: ReportedRun = {
  ...six,
  systems: six.systems.map(({ verdict, ...rest }) => ({ ...rest, error: { code: 'M009', message: 'no threads' } })),
  errors: [{ code: 'U004', message: 'no such file', site: { file: 'a b#c.ts', line: 0, column: 0 } }],
}

test.each([
  ['six results', six],
  ['names that are markup', nastyRun],
  ['a long run', longRun],
  ['errors', failing],
  ['nothing', { ...six, systems: [] }],
])('%s: as its schema says', (_, run) => {
  expect(mismatches(run)).toEqual([])
})

test('the schema refuses what is none', () => {
  isSarif({ version: '2.1.0', runs: [{ tool: { driver: {} }, results: [{ message: 'none' }] }] })
  expect(isSarif.errors?.length).toBeGreaterThan(0)
})

test('every step of a run is there, twice: in order, and thread by thread', () => {
  const { runs } = JSON.parse(sarifReport(six)) as Log // as its schema says
  const results = runs[0]?.results ?? []
  const traces = six.systems.flatMap(({ verdict }) => verdict?.violation?.trace ?? [])
  const flows = results.map(({ codeFlows = [] }) =>
    codeFlows.map(({ threadFlows }) =>
      threadFlows.flatMap(({ locations }) => locations.map(({ executionOrder }) => executionOrder)),
    ),
  )
  expect(flows).toHaveLength(5)
  const numbers = traces.map(({ steps }) => steps.map((_step, index) => index + 1))
  expect(flows.map(([inOrder]) => inOrder)).toEqual(numbers)
  expect(flows.map(([, byThread = []]) => byThread.toSorted((a = 0, b = 0) => a - b))).toEqual(numbers)
})

test('results of one run have fingerprints of their own, which another run gives again', () => {
  const prints = (): unknown[] =>
    ((JSON.parse(sarifReport(six)) as Log).runs[0]?.results ?? []).map((it) => it.partialFingerprints)
  expect(new Set(prints().map((it) => JSON.stringify(it))).size).toBe(5)
  expect(prints()).toEqual(prints())
})

test('a long run is named where it is cut', () => {
  const [one] = longRun.systems
  const steps = one?.verdict?.violation?.trace?.steps ?? []
  expect(steps.length).toBeGreaterThan(100)
  expect(sarifReport(longRun)).not.toContain('the last')
})
