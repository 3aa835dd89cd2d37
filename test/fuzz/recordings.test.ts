import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { conform } from '../../src/conform/conform.ts'
import { plainJson } from '../../src/conform/plain-json.ts'
import { UsageError } from '../../src/errors/usage-error.ts'
import { printable } from '../../src/model/values/printable.ts'
import { conformText } from '../../src/report/text/conform-text.ts'
import { plain } from '../../src/report/text/style.ts'
import { isLong } from '../setup/long.ts'
import { problemsOf, processed } from './judge.ts'
import { seeds, source } from './random.ts'
import { mutatedRecording } from './recordings.ts'

const counts = isLong ? { files: 3000, inProcesses: 600 } : { files: 150, inProcesses: 15 }
const page = { style: plain, width: 100, isTerminal: false, places: (text: string) => text }

/** Compared here, and said in both forms. */
function outcome(text: string): string {
  const startMs = performance.now()
  try {
    const result = structuredClone(conform('runs.json', text))
    const said = conformText(result, page) + printable(plainJson(result))
    if (performance.now() - startMs > 20_000) return 'took long'
    return problemsOf({ stdout: said, stderr: '', exitCode: 0, isKilled: false }).join() || 'compared'
  } catch (error) {
    const isOurs = error instanceof UsageError && error.code === 'U008' && error.message.startsWith('runs.json:')
    return isOurs ? 'refused' : `threw ${error instanceof Error ? error.stack : String(error)}`
  }
}

test('recordings as nobody would write them are compared or refused', { timeout: 600_000 }, () => {
  const outcomes = seeds(counts.files).map((seed) => ({ seed, outcome: outcome(mutatedRecording(source(seed))) }))
  expect(outcomes.filter(({ outcome }) => outcome !== 'compared' && outcome !== 'refused')).toEqual([])
  for (const each of ['compared', 'refused'])
    expect(outcomes.filter(({ outcome }) => outcome === each).length, each).toBeGreaterThan(counts.files / 10)
})

test('the command says so, many at a time', { timeout: 600_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lockproof-fuzz-'))
  const files = seeds(counts.inProcesses).map((seed) => {
    const file = join(folder, `${seed}.json`)
    writeFileSync(file, mutatedRecording(source(seed)))
    return file
  })
  for (let i = 0; i < files.length; i += 50) {
    const words = ['conform', ...files.slice(i, i + 50)]
    expect(problemsOf(await processed([...words, '--json'])), words.join(' ')).toEqual([])
    expect(problemsOf(await processed(words)), words.join(' ')).toEqual([])
  }
  rmSync(folder, { recursive: true })
})
