import {
  type Cell,
  cell,
  check,
  forever,
  object,
  plain,
  type Steps,
  type System,
  step,
  system,
  type ThreadId,
  threadIds,
  waitUntil,
} from 'lockproof'
import { expect, test } from 'vitest'
import { verdictMismatches } from '../cli/schema.ts'

const models = ['tso', 'pso', 'cpp20'] as const

const mutex = () =>
  object({ owner: null as ThreadId | null })({
    lock(state, me: ThreadId) {
      waitUntil(state.owner === null)
      state.owner = me
    },
    unlock(state) {
      state.owner = null
    },
  })

/** Clients that go round for ever with ordinary data, and take the lock, or do not. */
const clients = (locks: boolean): System =>
  system('clients', ({ shared, threads, regions, always }) => {
    const ids = threadIds(2)
    const { m, data } = shared({ m: mutex(), data: plain([0, 1, 2]) })
    const { critical } = regions('critical')
    threads(ids, (me) =>
      forever(function* () {
        if (locks) yield* m.lock(me)
        yield* critical(function* () {
          const seen = yield* data.load()
          yield* data.store(((seen + 1) % 3) as 0 | 1 | 2)
        })
        if (locks) yield* m.unlock()
      }),
    )
    if (locks) always('mutual exclusion', [critical], (inside) => inside.length <= 1)
  })

test.each(models)('under %s who uses an object has synchronized with who used it before', (memory) => {
  const verdict = check(clients(true), { memory })
  expect(verdict).toMatchObject({ verdict: 'verified' })
  expect(verdict.grounds).toContainEqual(expect.objectContaining({ kind: 'memory', objects: ['m'] }))
  expect(verdictMismatches(verdict)).toEqual([])
})

test.each(models)('under %s who does not, races', (memory) => {
  expect(check(clients(false), { memory })).toMatchObject({ verdict: 'violated', violation: { kind: 'failure' } })
})

/** What was stored before is there after, through an object and not through a relaxed cell. */
const handedOver = (isObject: boolean): System =>
  system('handed over', ({ shared, thread, regions, never }) => {
    const { box, x, y } = shared({
      box: object({ isFull: false })({
        put(state) {
          state.isFull = true
        },
        take(state) {
          waitUntil(state.isFull)
          state.isFull = false
        },
      }),
      x: cell([0, 1]),
      y: cell([0, 1]),
    })
    const { stale } = regions('stale')
    const put = (): Steps<unknown> => (isObject ? box.put() : y.store(1, 'relaxed'))
    const take = (of: Cell<0 | 1>): Steps<unknown> => (isObject ? box.take() : of.waitFor(1, 'relaxed'))
    thread('writer', function* () {
      yield* x.store(1, 'relaxed')
      yield* put()
    })
    thread('reader', function* () {
      yield* take(y)
      if ((yield* x.load('relaxed')) === 0) yield* stale(() => step('reads what was'))
    })
    never('what was is read', [stale], (inside) => inside.length > 0)
  })

test.each(models)('under %s an object hands over what was stored before', (memory) => {
  expect(check(handedOver(true), { memory })).toMatchObject({ verdict: 'verified' })
  expect(check(handedOver(false), { memory }).verdict).toBe(memory === 'tso' ? 'verified' : 'violated')
})

test('symmetry is proved of threads that share an object', () => {
  const verdict = check(clients(true), { memory: 'cpp20', reduction: 'symmetry', checkReduction: true })
  expect(verdict).toMatchObject({ verdict: 'verified', reduction: 'symmetry' })
  expect(verdict.grounds.map(({ kind }) => kind)).toContain('full search')
})
