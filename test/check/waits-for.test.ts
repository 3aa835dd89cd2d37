import { check, object, type System, system, type ThreadId, threadIds, waitUntil } from 'lockproof'
import { expect, test } from 'vitest'

type Queue = { readonly ids: readonly ThreadId[] }
type Ahead = (queue: Queue, me: ThreadId) => readonly ThreadId[]

/** Whoever stands in front goes on; T0 never leaves. */
function queueing(waitsFor: Ahead): System {
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
    /^whom threads wait for at queue is not known: waitsFor of queue answered \['T0'\]: expected a list of thread ids/,
  ],
])('a waitsFor that %s costs nothing but what it says', (_, waitsFor, said) => {
  const { verdict, violation, warnings } = check(queueing(waitsFor))
  expect([verdict, violation?.kind]).toEqual(['violated', 'deadlock'])
  expect(warnings.map(({ text }) => text)).toEqual([expect.stringMatching(said)])
})
