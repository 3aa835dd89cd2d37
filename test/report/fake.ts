import type { Change, Trace, TraceStep, Value, Verdict } from 'lockproof'
import { type Page, plain } from '../../src/report/text/style.ts'

export function page(width: number, isTerminal = false): Page {
  return {
    style: plain,
    width,
    isTerminal,
    places: (text) => text.replaceAll('/home/me/', '').replace(/(\.ts:\d+):\d+/g, '$1'),
  }
}

/** `step('P0', "flag.store('up')", { answer: 3 })`. */
export function step(
  thread: string,
  label: string,
  more: Partial<TraceStep> & { readonly answer?: Value } = {},
): TraceStep {
  const { answer, ...rest } = more
  return {
    thread,
    moves: [
      {
        label,
        kind: 'operation',
        site: { file: '/home/me/locks/flag.ts', line: 7, column: 3 },
        ...(answer === undefined ? {} : { answer }),
      },
    ],
    procs: [],
    regions: [],
    entered: [],
    left: [],
    isSpinning: false,
    changes: [],
    notes: [],
    ...rest,
  }
}

export function change(object: string, before: Value, after: Value): Change {
  return { object, before, after, isGhost: false }
}

export function trace(steps: readonly TraceStep[], more: Partial<Trace> = {}): Trace {
  return {
    threads: [...new Set(steps.map(({ thread }) => thread))].map((name) => ({ name, family: 1 })),
    schedule: steps.map(({ thread }) => thread).join(' '),
    initial: [],
    steps,
    final: [],
    isShortest: true,
    hasFewestSwitches: true,
    switches: 0,
    stuck: [],
    ...more,
  }
}

export function verdict(more: Partial<Verdict> = {}): Verdict {
  return {
    formatVersion: 2,
    system: 'mcs',
    parameters: { N: 3 },
    verdict: 'verified',
    answers: [{ name: 'mutual exclusion', kind: 'always', result: 'holds', violatingStates: 0 }],
    expected: { verdict: 'verified', isAsExpected: true },
    grounds: [],
    warnings: [],
    search: 'breadth first',
    reduction: 'none',
    states: 12_345_678,
    edges: 23_456_789,
    levels: 42,
    elapsedMs: 1020,
    compileMs: 20,
    searchMs: 1000,
    storedBytes: 2 ** 28,
    bytesPerState: 21.7,
    localStates: [],
    ...more,
  }
}
