import { cell, check, nameOf, onlyWhile, proc, step, system } from 'lockproof'
import { expect, test } from 'vitest'

test('a stretch may be held up by a cell, and a call named after one', () => {
  const design = system('gate', ({ shared, thread, regions, never }) => {
    const { gate } = shared({ gate: cell(['open', 'shut']) })
    const { inside } = regions('inside')
    const shut = proc((it: typeof gate) => it.store('shut'), { call: (it) => `shut(${nameOf(it)})` })
    thread('T', () =>
      onlyWhile(
        gate,
        () => gate.waitFor('open'),
        () => inside(() => step('works')),
      ),
    )
    thread('S', () => shut(gate))
    never('it ends', [gate, inside], (is, who) => is === 'shut' && who.length > 0)
  })
  const { violation } = check(design)
  expect(violation?.trace?.steps.flatMap(({ calls = [] }) => calls.map(({ text }) => text))).toEqual(['shut(gate)'])
  expect(check(design, { keepGoing: true }).answers).toContainEqual(
    expect.objectContaining({ kind: 'no deadlock', result: 'violated' }),
  )
})
