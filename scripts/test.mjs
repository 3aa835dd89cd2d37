/** Everything that must hold, in order: install, build, types and lint, tests and properties. The last line counts. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildCommands } from './build.mjs'
import { run, tools } from './run.mjs'

const counts = { passed: 0, failed: 0 }

/**
 * One step; what it prints is shown if it fails.
 * @param {string} name
 * @param {readonly (readonly string[])[]} commands
 */
async function step(name, ...commands) {
  const startMs = performance.now()
  for (const command of commands) {
    const { exitCode, printed } = await run(command, 'pipe')
    if (exitCode === 0) continue
    process.stdout.write(`${printed.trimEnd()}\n`)
    print(name, startMs, 'failed')
    counts.failed++
    return
  }
  print(name, startMs, 'ok')
}

/**
 * The tests and properties, which count one by one.
 * @param {readonly string[]} args to vitest: the files to run, for example
 */
async function tests(args) {
  const startMs = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'lockproof-test-'))
  const report = join(folder, 'report.json')
  const { exitCode } = await run([
    tools.vitest,
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...args,
  ])
  count(report)
  if (exitCode !== 0 && counts.failed === 0) counts.failed++ // an error outside of any test
  rmSync(folder, { recursive: true, force: true })
  print('tests', startMs, counts.failed === 0 ? 'ok' : 'failed')
}

/**
 * A file that could not be loaded has no tests and counts as one failure.
 * @param {string} report
 */
function count(report) {
  /** @type {{ testResults: { status: string, assertionResults: { status: string }[] }[] }} */
  let results
  try {
    results = JSON.parse(readFileSync(report, 'utf8'))
  } catch {
    counts.failed++ // the run ended before it could report
    return
  }
  for (const { status, assertionResults } of results.testResults) {
    const failed = assertionResults.filter((test) => test.status === 'failed').length
    counts.failed += status === 'failed' ? Math.max(failed, 1) : failed
    counts.passed += assertionResults.filter((test) => test.status === 'passed').length
  }
}

/**
 * @param {string} name
 * @param {number} startMs
 * @param {string} result
 */
function print(name, startMs, result) {
  console.log(`${name}: ${result}, ${((performance.now() - startMs) / 1000).toFixed(1)} s`)
}

const stages = [
  () => step('install', ['scripts/ensure-installed.mjs']),
  () => step('build', ...buildCommands),
  () =>
    Promise.all([
      step('types', [tools.tsc, '-p', 'tsconfig.json'], [tools.tsc, '-p', 'scripts/tsconfig.json']),
      step('lint', [tools.biome, 'check', '--error-on-warnings', '.']),
    ]),
  () => tests(process.argv.slice(2)),
]

for (const stage of stages) if (counts.failed === 0) await stage()

console.log(`tests: ${counts.passed} passed, ${counts.failed} failed`)
process.exitCode = counts.failed === 0 ? 0 : 1
