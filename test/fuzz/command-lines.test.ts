import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LoadedFile } from '../../src/catalogue/catalogue.ts'
import type { CheckLimits } from '../../src/check/options/check-options.ts'
import { commandLine } from '../../src/cli/command-line.ts'
import { loadError } from '../../src/cli/files/load-file.ts'
import { requireFile } from '../../src/cli/paths/file.ts'
import { checkAll } from '../../src/worker/inside/check-all.ts'
import { conformAll } from '../../src/worker/inside/conform-all.ts'
import { listAll } from '../../src/worker/inside/list-all.ts'
import { orderAll } from '../../src/worker/inside/order-all.ts'
import { replayOne } from '../../src/worker/inside/replay-one.ts'
import { Work } from '../../src/worker/inside/work.ts'
import { writeOne } from '../../src/worker/inside/write-one.ts'
import type { Asked, Message } from '../../src/worker/messages.ts'
import { Threads } from '../../src/worker/threads.ts'
import { isLong } from '../setup/long.ts'
import { designs, mutatedLine } from './command-lines.ts'
import { problemsOf, processed } from './judge.ts'
import { seeds, source } from './random.ts'

const counts = isLong ? { lines: 3000, processes: 150 } : { lines: 200, processes: 6 }

/** Of a system: what is tried here are words, not searches. */
const limits: CheckLimits = { states: 2000, timeMs: 1000 }

/** One file is loaded as the other thread would; what else there is does not load. */
vi.mock('../../src/cli/files/load-files.ts', () => ({
  loadFiles: async (files: readonly string[]) => {
    const loaded: LoadedFile[] = []
    const errors: unknown[] = []
    for (const file of files) {
      try {
        requireFile(file, 'a TypeScript file that exports systems')
        if (file !== designs) throw loadError(file, new SyntaxError('not tried here'))
        loaded.push({ file, exports: await import('../cli/fixtures/designs.ts') })
      } catch (error) {
        if (files.length === 1) throw error
        errors.push(error)
      }
    }
    return { loaded, errors }
  },
}))

/** What the other thread does, in this one. */
async function follow(order: Asked, told: (message: Message) => void): Promise<{ by: 'done' }> {
  const work = new Work(new SharedArrayBuffer(1 << 20), (message) => told(structuredClone(message as Message)))
  try {
    await carriedOut(structuredClone(order), work)
  } catch (error) {
    work.say({ is: 'refused', failure: work.failure(error) })
  }
  return { by: 'done' }
}

function carriedOut(order: Asked, work: Work): Promise<void> {
  switch (order.kind) {
    case 'check':
      return checkAll({ ...order, options: { ...order.options, limits } }, work)
    case 'list':
      return listAll(order, work)
    case 'replay':
      return replayOne(order, work)
    case 'write':
      return writeOne(order, work)
    case 'orders':
      return orderAll({ ...order, options: { ...order.options, limits } }, work)
    case 'conform':
      return conformAll(order, work)
  }
}

let printed = { stdout: '', stderr: '' }

beforeEach(() => {
  for (const name of ['stdout', 'stderr'] as const)
    vi.spyOn(process[name], 'write').mockImplementation((text, ...rest: unknown[]) => {
      printed[name] += String(text)
      const done = rest.at(-1)
      if (typeof done === 'function') done()
      return true
    })
})

afterEach(() => {
  vi.restoreAllMocks()
})

async function said(line: readonly string[]) {
  printed = { stdout: '', stderr: '' }
  const threads = Object.assign(Object.create(Threads.prototype), { signals: {}, follow })
  const startMs = performance.now()
  try {
    const exitCode = await commandLine(line, threads)
    return { ...printed, exitCode, isKilled: performance.now() - startMs > 20_000 }
  } catch (error) {
    return { ...printed, stderr: `internal error: ${error}`, exitCode: 70, isKilled: false }
  }
}

test('words as nobody would write them do something, or are refused', { timeout: 600_000 }, async () => {
  const found: unknown[] = []
  const codes = new Map<number, number>()
  for (const seed of seeds(counts.lines)) {
    const line = mutatedLine(source(seed))
    const run = await said(line)
    codes.set(run.exitCode, (codes.get(run.exitCode) ?? 0) + 1)
    const problems = problemsOf(run)
    if (problems.length > 0) found.push({ seed, line, problems })
  }
  expect(found).toEqual([])
  for (const code of [0, 1, 2]) expect(codes.get(code), `exit code ${code}`).toBeGreaterThan(counts.lines / 100)
})

test('so does the command itself', { timeout: 600_000 }, async () => {
  const found: unknown[] = []
  for (const seed of seeds(counts.processes)) {
    const line = mutatedLine(source(seed)).filter((word) => !word.includes('\u0000'))
    const limited = line[0] === 'check' ? [...line, '--limit-time', '5s'] : line
    const problems = problemsOf(await processed(limited))
    if (problems.length > 0) found.push({ seed, limited, problems })
  }
  expect(found).toEqual([])
})
