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
      line.show(() => progressText(progress))
    }
  }

  test('has states, edges, depth, rate and memory', () => {
    expect(progressText(progress)).toBe('1,234,567 states, 5,678,901 edges, depth 42, 617 k states/s, 64.0 MiB')
    expect(progressText({ ...progress, phase: 'compiling' })).toBe('compiling, 2 s')
    expect(progressText({ ...progress, phase: 'checking the reduction' })).toBe('checking the reduction, 2 s')
  })

  test('appears after a second, five times a second, and is cleared', () => {
    const { stream, written } = fakeStream(true)
    const line = new ProgressLine(stream)
    showAt(line, 10, 999, 1001, 1100, 1202)
    line.clear()
    expect(written).toEqual([
      '\r\u001b[K1,234,567 states, 5,678,901 edges, dep…',
      '\r\u001b[K1,234,567 states, 5,678,901 edges, dep…',
      '\r\u001b[K',
    ])
  })

  test('never appears in a pipe', () => {
    const { stream, written } = fakeStream(false)
    const line = new ProgressLine(stream)
    showAt(line, 1001, 5000)
    line.clear()
    expect(written).toEqual([])
  })
})
