import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixtures, lockproof } from './command.ts'

const acquire = { thread: 'A', call: 'ExAcquireResourceSharedLite', args: { wait: true }, expect: { returns: true } }
const release = { thread: 'A', call: 'ExReleaseResourceLite', args: {} }
const wrong = { ...acquire, expect: { returns: false } }

/** A sequence of so many steps; the first is not allowed where it is to be refused. */
function sequence(name: string, steps: number, isRefused = false) {
  const pairs = Array.from({ length: steps / 2 }, () => [acquire, release])
  const start = isRefused ? [wrong] : []
  return { name, start: 'initialized', threads: { A: { systemThread: true } }, steps: [...start, ...pairs.flat()] }
}

const folder = mkdtempSync(join(tmpdir(), 'lockproof-runs-'))
afterAll(() => rmSync(folder, { recursive: true }))

function written(name: string, sequences: readonly unknown[]): string {
  const file = join(folder, name)
  writeFileSync(file, JSON.stringify({ formatVersion: 1, title: '', sequences }))
  return file
}

/** In the thread that compares: the signal comes when the first sequence has been compared. */
const afterFirst = (signal: NodeJS.Signals): string => `
  import { parentPort } from 'node:worker_threads'
  const post = parentPort?.postMessage
  if (post !== undefined) parentPort.postMessage = function (message) {
    post.call(parentPort, message)
    if (message.is === 'compared') process.kill(process.pid, '${signal}')
  }`

describe('a recording that takes long', () => {
  const files = { long: '', refused: '' }

  beforeAll(() => {
    files.long = written('long.json', [sequence('short', 2), sequence('long', 40_000)])
    files.refused = written('refused.json', [sequence('refused', 2, true), sequence('long', 40_000)])
  })

  const interrupted = (words: readonly string[], signal: NodeJS.Signals) =>
    lockproof(['conform', ...words], {
      env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(afterFirst(signal))}` },
    })

  test.each([
    ['SIGINT', 3],
    ['SIGTERM', 143],
  ] as const)('%s tells what was compared so far, and ends with %i', async (signal, code) => {
    const { stdout, stderr, exitCode } = await interrupted([files.long], signal)
    expect(stdout).toMatch(/ {2}✓ short {2}2 steps\n/)
    expect(stdout).toMatch(/\n1 sequence allowed; not all were compared\n$/)
    expect({ stderr, exitCode }).toEqual({ stderr: 'incomplete: interrupted\n', exitCode: code })
  })

  test('what is not allowed is told, and decides', async () => {
    const { stdout, stderr, exitCode } = await interrupted([files.refused, '--json'], 'SIGINT')
    expect(stdout).toMatch(
      /^{"formatVersion":1,.*"result":"refused".*\n{"formatVersion":1,"coverage":.*\n{"formatVersion":2,"error":{"code":"incomplete",.*\n$/,
    )
    expect({ stderr, exitCode }).toEqual({ stderr: 'incomplete: interrupted\n', exitCode: 1 })
  })
})

test('a file that is malformed costs the others nothing', async () => {
  const allowed = written('allowed.json', [sequence('fine', 2)])
  const { stdout, stderr, exitCode } = await lockproof([
    'conform',
    'runs/slip.json',
    allowed,
    join(fixtures, 'nowhere'),
  ])
  expect(stdout).toMatch(/ {2}✓ fine {2}2 steps\n/)
  expect(stdout).toMatch(/\n1 sequence allowed; not all were compared\n$/)
  expect(stderr).toMatch(/^error U008: runs\/slip\.json:3:30: .*\nerror U001: nowhere: .*\n$/)
  expect(exitCode).toBe(2)
})
