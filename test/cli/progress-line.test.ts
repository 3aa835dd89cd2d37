import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ProgressLine, progressText } from '../../src/cli/terminal/progress-line.ts'

const progress = {
  phase: 'searching',
  states: 1_234_567,
  edges: 5_678_901,
  depth: 42,
  storedBytes: 2 ** 26,
  elapsedMs: 2000,
} as const

function fakeStream(isTTY: boolean): { stream: NodeJS.WriteStream; written: string[] } {
  const written: string[] = []
  const stream = { isTTY, columns: 40, write: (text: string) => written.push(text) }
  return { stream: stream as unknown as NodeJS.WriteStream, written } // all that a progress line uses
}

describe('the progress line', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] })
  })

  afterEach(() => {
    vi.useRealTimers()
  })

  const showAt = (line: ProgressLine, ...times: readonly number[]): void => {
    let nowMs = 0
    for (const ms of times) {
      vi.advanceTimersByTime(ms - nowMs)
      nowMs = ms
      line.show(() => `12 s, ${nowMs} states, and much more beyond it`)
    }
  }

  test('has the time in every phase, and of a search states, edges, depth, rate and memory', () => {
    expect(progressText(progress, 2400)).toBe(
      '2 s, 1,234,567 states, 5,678,901 edges, depth 42, 617 k states/s, 64.0 MiB',
    )
    expect(progressText({ ...progress, phase: 'compiling' }, 99_000)).toBe('99 s, compiling')
    expect(progressText({ ...progress, phase: 'checking the reduction' }, 200_000)).toBe(
      '3 min 20 s, checking the reduction',
    )
  })

  test('appears after a second, five times a second, and is cleared', () => {
    const { stream, written } = fakeStream(true)
    const line = new ProgressLine(stream)
    showAt(line, 10, 999, 1001, 1100, 1202)
    line.clear()
    expect(written).toEqual([
      '\r\u001b[K12 s, 1001 states, and much more beyon…',
      '\r\u001b[K12 s, 1202 states, and much more beyon…',
      '\r\u001b[K',
    ])
  })

  test('is a line of its own every ten seconds where nobody sits before it', () => {
    const { stream, written } = fakeStream(false)
    const line = new ProgressLine(stream)
    showAt(line, 1001, 9999, 10_001, 15_000, 20_002)
    line.clear()
    expect(written).toEqual([
      '12 s, 10001 states, and much more beyond it\n',
      '12 s, 20002 states, and much more beyond it\n',
    ])
  })
})
