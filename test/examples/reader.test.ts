import { check, type Trace } from 'lockproof'
import { expect, test } from 'vitest'
import { inverted } from '../../examples/two-locks.ts'

/** Who waits for whom at the end of a run, as any reader of a verdict may ask. */
function waits({ threads }: Trace): string[] {
  return threads.flatMap(({ name, spans = [] }) => {
    const last = spans.at(-1)
    return last?.status === 'waiting' ? [`${name} waits on ${last.waitsOn}, which ${last.waitsFor} holds`] : []
  })
}

test('a verdict says what its readers need', () => {
  const verdict = check(inverted)
  const [, deadlock] = verdict.answers
  expect(deadlock).toMatchObject({ name: 'no deadlock', kind: 'no deadlock', result: 'violated' })
  const trace = deadlock?.evidence?.trace
  expect(trace && waits(trace)).toEqual(['T0 waits on right, which T1 holds', 'T1 waits on left, which T0 holds'])
  expect(trace?.steps.map(({ thread, enabled, blocks }) => ({ thread, enabled, blocks }))).toEqual([
    { thread: 'T1', enabled: ['T0', 'T1'], blocks: [] },
    { thread: 'T1', enabled: ['T0', 'T1'], blocks: [] },
    { thread: 'T0', enabled: ['T0', 'T1'], blocks: [] },
    { thread: 'T0', enabled: ['T0', 'T1'], blocks: ['T0', 'T1'] },
  ])
  expect(trace?.final[0]).toEqual({ object: 'left', value: { owner: { '#thread': 'T0' } }, isGhost: false })
  expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict)
})
