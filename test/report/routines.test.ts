import {
  atomically,
  check,
  ensure,
  nameOf,
  object,
  proc,
  type Steps,
  type System,
  system,
  type ThreadId,
  threadIds,
  waitUntil,
} from 'lockproof'
import { describe, expect, test } from 'vitest'
import { verdictText } from '../../src/report/text/verdict-text.ts'
import { traceMismatches } from '../cli/schema.ts'
import { page } from './fake.ts'

type Mutex = { readonly owner: ThreadId | null; readonly queue: readonly ThreadId[] }

/** A mutex that is handed on in the order of asking; with the words, whys and calls of one that others only use. */
const mutex = () =>
  object<Mutex>({ owner: null, queue: [] })(
    {
      asks(m, me: ThreadId) {
        if (m.owner === null) m.owner = me
        else m.queue.push(me)
      },
      owns(m, me: ThreadId) {
        waitUntil(m.owner === me)
      },
      releases(m) {
        m.owner = m.queue.shift() ?? null
      },
    },
    {
      words: ({ owner, queue }) =>
        `${owner === null ? 'free' : `held by ${String(owner.description)}`}${queue.length === 0 ? '' : ` (${queue.length} wait)`}`,
      waitsFor: ({ owner, queue }, me) => {
        const ahead = queue[queue.indexOf(me) - 1]
        if (ahead !== undefined) return [{ thread: ahead, why: 'asked before it' }]
        return owner === null ? [] : [{ thread: owner, why: 'holds it' }]
      },
    },
  )

type Lock = ReturnType<typeof mutex>

const lockOf = (me: ThreadId) => ({
  lock: proc(
    function* lock(m: Lock): Steps<boolean> {
      yield* m.asks(me)
      yield* m.owns(me)
      return true
    },
    { call: (m) => `lock(${nameOf(m)})`, answers: (it) => (it ? 'OK' : 'EAGAIN') },
  ),
  unlock: proc((m: Lock) => m.releases(), { name: 'unlock', call: (m) => `unlock(${nameOf(m)})` }),
})

/** A rule that is asked before each use, and what it looks at. */
const licence = () =>
  object<{ readonly isOpen: boolean }>({ isOpen: false })(
    {
      opens(it) {
        it.isOpen = true
      },
      closes(it) {
        it.isOpen = false
      },
    },
    {
      reads: { allows: ({ isOpen }) => ensure(isOpen, 'used without a licence'), isOpen: ({ isOpen }) => isOpen },
      words: ({ isOpen }) => (isOpen ? 'open' : 'closed'),
      checks: ['allows'],
      bookkeeping: ['opens', 'closes'],
    },
  )

const [left, right] = threadIds(2)

/** Two threads that lock both mutexes, each in another order, under a licence. */
function inverted(isLicensed: (me: ThreadId) => boolean): System {
  return system('inverted', ({ shared, threads }) => {
    const { m, n, permit } = shared({ m: mutex(), n: mutex(), permit: licence() })
    threads([left, right], function* (me) {
      const { lock, unlock } = lockOf(me)
      const [first, second] = me === left ? [m, n] : [n, m]
      if (isLicensed(me)) yield* permit.opens()
      yield* atomically(function* () {
        yield* permit.allows()
        yield* lock(first)
      })
      yield* lock(second)
      yield* unlock(second)
      yield* unlock(first)
    })
  })
}

/** From the first values on, without places. */
function told(of: System, showsAll = false): string {
  const nowhere = {
    ...page(100),
    places: (text: string) => text.replace(/\S*\/routines\.test\.ts:\d+:\d+/, ''),
    showsAll,
  }
  const lines = verdictText(check(of, { reduction: 'none' }), nowhere)
    .split('\n')
    .map((line) => line.trimEnd())
  const end = lines.findIndex((line) => line.startsWith('  ') && / steps? \(/.test(line))
  return `\n${lines
    .slice(
      lines.findIndex((line) => line.startsWith('  at first')),
      end,
    )
    .join('\n')}`
}

describe('routines that others bring along', () => {
  test('a trace has their calls, values in words, and in one line what nothing depends on', () => {
    expect(told(inverted(() => true))).toMatchInlineSnapshot(`
      "
        at first  m, n free, permit closed

           T0               T1
        2  lock(m) → OK     │                m held by T0
        4  │                lock(n) → OK     n held by T1
        5  │                lock(m) … waits  m held by T0 (1 wait)
        6  lock(n) … waits  │                n held by T1 (1 wait)
        1, 3  permit.opens() by T0, T1 (only checks look at it, and they pass)

        at last   m held by T0 (1 wait)
                  n held by T1 (1 wait)
                  the others as at first but for what only checks look at

        T0  waits in lock(n)  for T1: holds it
        T1  waits in lock(m)  for T0: holds it
        they wait in a ring: T0 → T1 → T0
      "
    `)
  })

  test('showsAll has what happens inside, and values field by field', () => {
    expect(
      told(
        inverted(() => true),
        true,
      ),
    ).toMatchInlineSnapshot(`
      "
        at first  m: { owner: null, queue: [] }, n: { owner: null, queue: [] }, permit: { isOpen: false }

           T0               T1
        1  permit.opens()   │                permit.isOpen: false → true
        2  permit.allows()  │                m.owner: null → T0
           + m.asks(T0)     │
           + m.owns(T0)     │
        3  │                permit.opens()
        4  │                permit.allows()  n.owner: null → T1
           │                + n.asks(T1)
           │                + n.owns(T1)
        5  │                m.asks(T1)       m.queue: [] → [T1]
        6  n.asks(T0)       │                n.queue: [] → [T0]

        at last   m: { owner: T0, queue: [T1] }, n: { owner: T1, queue: [T0] }, permit: { isOpen: true }

        T0  waits at n.owns(T0)  for T1: holds it
        T1  waits at m.owns(T1)  for T0: holds it
        they wait in a ring: T0 → T1 → T0
      "
    `)
  })

  test('a check that fails is told, and since when what it looked at is so', () => {
    expect(told(inverted(() => false))).toMatchInlineSnapshot(`
      "
        at first  m, n free, permit closed

           T0               T1
        1  permit.allows()  │                fails: used without a licence
                            │                permit closed, from the start
      "
    `)
  })

  test('the verdict says it as data, too', () => {
    const trace = check(inverted(() => true)).violation?.trace
    expect(trace === undefined ? 'no trace' : traceMismatches(trace)).toEqual([])
    const last = trace?.steps.at(-1)
    expect(last?.calls).toEqual([
      { text: expect.stringMatching(/^lock\([mn]\)$/), from: 0, to: 1, begins: true, returns: false },
    ])
    expect(trace?.stuck[0]).toMatchObject({
      thread: 'T0',
      waitsAt: ['n.owns(T0)'],
      waitsIn: ['lock(n)'],
      procs: ['lock'],
      waitsFor: ['T1'],
      why: [{ on: 'n', thread: 'T1', why: 'holds it' }],
    })
    expect(trace?.steps.flatMap(({ moves }) => moves.map(({ object, role }) => `${object} ${role}`))).toContain(
      'permit check',
    )
  })
})

/** One thread that does this with a licence. */
function alone(body: (permit: ReturnType<typeof licence>) => Steps): System {
  return system('alone', ({ shared, thread, always }) => {
    const { permit, m } = shared({ permit: licence(), m: mutex() })
    thread(left, function* () {
      yield* body(permit)
      yield* lockOf(left).lock(m)
    })
    always('free', [m], ({ owner }) => owner === null)
  })
}

test('a call whose first step is left out begins where it is told first', () => {
  const asking = system('asking', ({ shared, thread, always }) => {
    const { permit, m } = shared({ permit: licence(), m: mutex() })
    const lock = proc(
      function* lock(me: ThreadId): Steps {
        yield* permit.allows()
        yield* m.asks(me)
        yield* m.owns(me)
      },
      { call: () => 'lock(m)' },
    )
    thread(left, function* () {
      yield* permit.opens()
      yield* lock(left)
      yield* m.releases()
      yield* lock(left)
      yield* m.asks(left)
    })
    always('nobody waits', [m], ({ queue }) => queue.length === 0)
  })
  expect(told(asking)).toMatchInlineSnapshot(`
    "
      at first  permit closed, m free

         T0
      3  lock(m) …          m held by T0
      4  … lock(m) returns
      5  m.releases()       m free
      7  lock(m) …          m held by T0
      8  … lock(m) returns
      9  m.asks(T0)         m held by T0 (1 wait)
      1  permit.opens() by T0 (only checks look at it, and they pass)
      2, 6  permit.allows() by T0 (only checks look at it, and they pass)
    "
  `)
})

describe('bookkeeping is told', () => {
  test('not where only checks that pass look at it', () => {
    expect(
      told(
        alone(function* (permit) {
          yield* permit.opens()
          yield* permit.allows()
        }),
      ),
    ).toMatchInlineSnapshot(`
      "
        at first  permit closed, m free

           T0
        3  lock(m) …  m held by T0
        1  permit.opens() by T0 (only checks look at it, and they pass)
        2  permit.allows() by T0 (only checks look at it, and they pass)
      "
    `)
  })

  test('where something else has looked at it', () => {
    expect(
      told(
        alone(function* (permit) {
          yield* permit.opens()
          yield* permit.isOpen()
        }),
      ),
    ).toMatch(/ 1 {2}permit\.opens\(\)/)
  })

  test('where a check fails on it', () => {
    expect(
      told(
        alone(function* (permit) {
          yield* permit.opens()
          yield* permit.closes()
          yield* permit.allows()
        }),
      ),
    ).toMatch(/ 2 {2}permit\.closes\(\) .*\n.*used without a licence\n.* permit closed, since step 2\n/)
  })

  test('where the violated property reads it', () => {
    const read = system('read', ({ shared, thread, never }) => {
      const { permit } = shared({ permit: licence() })
      thread(left, () => permit.opens())
      never('open', [permit], ({ isOpen }) => isOpen)
    })
    expect(told(read)).toMatch(/ 1 {2}permit\.opens\(\)/)
  })
})
