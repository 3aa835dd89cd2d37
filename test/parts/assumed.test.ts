import { check, ModelError, object, type SharedHandle, step, system, threadIds } from 'lockproof'
import { futex, futexes, monitor, permits, sleepQueue } from 'lockproof/parts'
import { expect, test } from 'vitest'

const [me] = threadIds(['me'])

/** What a verdict about these is said to rest on, beside the search. */
const restsOn = (parts: () => Readonly<Record<string, SharedHandle<unknown>>>): readonly string[] =>
  check(
    system('assumed', ({ shared, thread }) => {
      shared(parts() as never)
      thread(me, () => step('nothing'))
    }),
  ).grounds.map(({ text }) => text)

const inOrder = 'who slept first is woken first'
const forAReason = 'nobody wakes for no reason'

test.each([
  ['futex', () => futex([0, 1]), () => futex([0, 1], { wakes: 'in order', spurious: false }), [inOrder, forAReason]],
  [
    'futexes',
    () => futexes({ w: [0, 1] }),
    () => futexes({ w: [0, 1] }, { wakes: 'in order', spurious: false }),
    [inOrder, forAReason],
  ],
  ['monitor', () => monitor(), () => monitor(['c'], { wakes: 'in order', spurious: false }), [inOrder, forAReason]],
  ['sleepQueue', () => sleepQueue(), () => sleepQueue({ wakes: 'in order' }), [inOrder]],
  ['permits', () => permits([me]), () => permits([me], { spurious: false }), [forAReason]],
] as const)('%s: what the field does not promise is said by the verdict', (_, promised, assuming, what) => {
  expect(restsOn(() => ({ it: promised() }))).toEqual([])
  expect(restsOn(() => ({ it: assuming() }))).toEqual(what.map((one) => `it: ${one}`))
})

test('several of which the same is assumed are in one line', () => {
  const lines = restsOn(() => ({
    a: sleepQueue({ wakes: 'in order' }),
    b: futex([0], { wakes: 'in order' }),
    c: sleepQueue(),
  }))
  expect(lines).toEqual([`a and b: ${inOrder}`])
})

test('an object of one’s own says what it assumes', () => {
  const own = () => object({ n: 0 })({}, { assumes: ['stores are seen at once'] })
  expect(restsOn(() => ({ own: own() }))).toEqual(['own: stores are seen at once'])
  expect(() => object({ n: 0 })({}, { assumes: 'stores' as never })).toThrow(ModelError)
  expect(() => object({ n: 0 })({}, { assumes: [''] })).toThrow(/^assumes: \[''\]: expected texts/)
})
