import { type Ahead, check, object, type System, system, type ThreadId, threadIds, waitUntil } from 'lockproof'
import { expect, test } from 'vitest'

type Queue = { readonly ids: readonly ThreadId[] }
type WaitsFor = (queue: Queue, me: ThreadId) => readonly (ThreadId | Ahead)[]

/** Whoever stands in front goes on; T0 never leaves. */
function queueing(waitsFor: WaitsFor): System {
  return system('a queue', ({ shared, threads }) => {
    const { queue } = shared({
      queue: object<Queue>({ ids: [] })(
        {
          join(q, me: ThreadId) {
            q.ids.push(me)
          },
          leave(q, me: ThreadId) {
            waitUntil(q.ids[1] === me && q.ids.length > 2) // the second, never the first
            q.ids.splice(1, 1)
          },
        },
        { owners: ({ ids }) => ids.slice(0, 1), waitsFor },
      ),
    })
    threads(threadIds(2), function* (me) {
      yield* queue.join(me)
      yield* queue.leave(me)
    })
  })
}

const whom = (of: System) =>
  check(of).violation?.trace?.stuck.map(({ thread, waitsFor }) => `${thread} for ${waitsFor}`)

test('a blocked thread waits for whom the object says, given the value and the thread', () => {
  expect(whom(queueing(({ ids }, me) => ids.slice(0, ids.indexOf(me))))).toEqual(['T0 for ', 'T1 for T0'])
  expect(whom(queueing(({ ids }, me) => ids.filter((id) => id !== me)))).toEqual(['T0 for T1', 'T1 for T0'])
})

test('and why, also where nobody can be named', () => {
  const why = ({ ids }: Queue, me: ThreadId) => {
    const before = ids[ids.indexOf(me) - 1]
    return [before === undefined ? { why: 'nobody is behind it' } : { thread: before, why: 'came before' }]
  }
  const stuck = check(queueing(why)).violation?.trace?.stuck
  expect(stuck?.map(({ waitsFor, why }) => ({ waitsFor, why }))).toEqual([
    { waitsFor: [], why: [{ on: 'queue', why: 'nobody is behind it' }] },
    { waitsFor: ['T0'], why: [{ on: 'queue', thread: 'T0', why: 'came before' }] },
  ])
})

test.each([
  [
    'throws',
    () => {
      throw new RangeError('no queue')
    },
    /^whom threads wait for at queue is not known: waitsFor of queue threw RangeError: no queue/,
  ],
  [
    'answers something else',
    () => ['T0'] as never,
    /^whom threads wait for at queue is not known: waitsFor of queue answered \['T0'\]: expected a list of thread ids, or of \{ thread, why \}/,
  ],
])('a waitsFor that %s costs nothing but what it says', (_, waitsFor, said) => {
  const { verdict, violation, warnings } = check(queueing(waitsFor))
  expect([verdict, violation?.kind]).toEqual(['violated', 'deadlock'])
  expect(warnings.map(({ text }) => text)).toEqual([expect.stringMatching(said)])
})
