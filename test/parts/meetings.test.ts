import fc from 'fast-check'
import { cell, check, counter, object, repeat, type System, system, threadIds, waitUntil } from 'lockproof'
import {
  barrierClients,
  clientPrograms,
  everyProgramConforms,
  everyProgramHolds,
  LawBroken,
  type Lock,
  lock,
  programText,
} from 'lockproof/fast-check'
import * as parts from 'lockproof/parts'
import { describe, expect, test } from 'vitest'
import * as queues from '../../examples/parts/queue.ts'
import { fullSearch } from './full-search.ts'
import { type Bug, broken } from './mutant.ts'

type Parts = typeof parts
type Named = Bug & { readonly name: string }

/** Threads that only meet. */
const rounds: System = system('rounds', ({ shared, threads }) => {
  const { b } = shared({ b: parts.barrier(3) })
  threads(threadIds(3), (me) => repeat(2, () => b.wait(me)))
})

/** One step that is to be taken once. */
const first: System = system('first of three', ({ shared, threads, always }) => {
  const { ready, times } = shared({ ready: parts.once(), times: counter({ upTo: 3 }) })
  threads(threadIds(3), () => ready.call(() => times.add(1)))
  always('once', [times], (n) => n <= 1)
})

describe('states and edges', () => {
  test.each<readonly [System, number, number]>([
    [rounds, 39, 72],
    [first, 14, 18],
    [queues.right, 17, 28],
    [queues.meeting, 4, 3],
  ])('of $name', (it, states, edges) => {
    expect(fullSearch(it)).toEqual({ states, edges, violated: [] })
  })
})

test.each([
  [() => parts.barrier(0), 'parties is 0: expected an integer of at least 1.'],
  [() => parts.queue(['x'], -1), 'capacity is -1: expected an integer of at least 0.'],
])('%s is refused', (make, message) => {
  expect(make).toThrow(message)
})

describe('barrier', () => {
  const law = ({ barrier }: Parts) => everyProgramHolds(barrierClients(barrier), { calls: 3 })

  test('keeps its clients in one round', () => {
    fc.assert(law(parts), { numRuns: 40 })
  })

  test('has clients that come equally often, also where a program is shrunk', () => {
    const clients = barrierClients(parts.barrier)
    const programs = clientPrograms(clients, { calls: 3 })
    const times = ({ threads }: { threads: readonly (readonly string[])[] }) =>
      new Set(threads.map((calls) => calls.filter((call) => call === 'wait').length))
    fc.assert(fc.property(programs, (program) => times(program).size <= 1))
    const twoRounds = fc.check(
      fc.property(programs, (program) => Math.max(...times(program)) < 2 || program.threads.length < 2),
    )
    expect(programText(twoRounds.counterexample![0])).toBe('T0: wait wait | T1: wait wait')
  })

  test.each<Named>([
    {
      name: 'the last releases nobody',
      file: 'barrier.ts',
      text: 'd.released = withMember(d.released, other)',
      instead: '',
    },
    { name: 'a round ends too early', file: 'barrier.ts', text: 'length + 1 ===', instead: 'length + 2 ===' },
    {
      name: 'who was released stays so',
      file: 'barrier.ts',
      text: 'd.released = withoutMember(d.released, me)',
      instead: '',
    },
    { name: 'those of a round stay', file: 'barrier.ts', text: 'd.waiting = []\n', instead: '' },
    {
      name: 'all are the last',
      file: 'barrier.ts',
      text: 'return isLast\n    },\n    {',
      instead: 'return true\n    },\n    {',
    },
    {
      name: 'none is the last',
      file: 'barrier.ts',
      text: 'if (!isLast) yield* it.passes(me)\n      return isLast',
      instead: 'if (!isLast) yield* it.passes(me)\n      return false',
    },
  ])('is missed where $name', async (bug) => {
    const { failed, errorInstance } = fc.check(law(await broken(bug)), { numRuns: 200, endOnFailure: true })
    expect(failed).toBe(true)
    expect(String(errorInstance)).toMatch(/^LawBroken: violated/)
  })
})

describe('once', () => {
  /** The body takes two steps, between which nobody may go on. */
  const clients = ({ once }: Parts): System =>
    system('two steps', ({ shared, threads, always, regions }) => {
      const { ready, table } = shared({ ready: once(), table: cell(['empty', 'half', 'full', 'twice']) })
      const { after } = regions('after')
      threads(threadIds(3), function* () {
        yield* ready.call(function* () {
          yield* table.update((it) => (it === 'empty' ? 'half' : 'twice'))
          yield* table.update((it) => (it === 'half' ? 'full' : 'twice'))
        })
        yield* after()
      })
      always('full', [after, table], (gone, it) => gone.length === 0 || it === 'full')
    })

  test('is done before anybody goes on', () => {
    expect(check(clients(parts)).verdict).toBe('verified')
  })

  test.each<Named>([
    { name: 'nobody waits', file: 'once.ts', text: "waitUntil(d.state !== 'running')\n", instead: '' },
    { name: 'it is done again', file: 'once.ts', text: "if (d.state === 'done') return false\n", instead: '' },
    { name: 'who waited goes on for nothing', file: 'once.ts', text: "d.state = 'done'", instead: "d.state = 'new'" },
    { name: 'it does not end', file: 'once.ts', text: 'yield* it.ends()\n', instead: '' },
    { name: 'it is done before it is done', file: 'once.ts', text: "d.state = 'running'", instead: "d.state = 'done'" },
  ])('is missed where $name', async (bug) => {
    expect(check(clients(await broken(bug))).verdict).toBe('violated')
  })
})

describe('queue', () => {
  const calls = { 'put a': {}, 'put b': {}, take: {}, 'try to take': {}, close: {} } as const
  type Calls = Lock<keyof typeof calls, never>

  const ofPart = ({ queue }: Parts, capacity: number, mayTimeOut = false): Calls =>
    lock({
      name: `queue of ${capacity}`,
      sections: {},
      calls,
      describe({ shared }) {
        const { q } = shared({ q: queue(['a', 'b'], capacity) })
        return {
          'put a': () => q.put('a', { mayTimeOut }),
          'put b': () => q.put('b', { mayTimeOut }),
          take: () => q.take({ mayTimeOut }),
          'try to take': () => q.tryTake(),
          close: () => q.close(),
        }
      },
    })

  /** What a queue is, in one step a call. */
  const reference = (capacity: number): Calls =>
    lock({
      name: 'list',
      sections: {},
      calls,
      describe({ shared }) {
        type List = { readonly items: readonly string[]; readonly end: boolean }
        const empty: List = { items: [], end: false }
        const { q } = shared({
          q: object<List>(empty)({
            put(d, item: string) {
              if (d.end) throw new Error('put into a closed queue')
              waitUntil(d.items.length < capacity)
              d.items = [...d.items, item]
              return 'put'
            },
            take(d) {
              waitUntil(d.end || d.items.length > 0)
              return d.items.shift()
            },
            tryTake: (d) => d.items.shift(),
            close(d) {
              d.end = true
            },
          }),
        })
        return {
          'put a': () => q.put('a'),
          'put b': () => q.put('b'),
          take: () => q.take(),
          'try to take': () => q.tryTake(),
          close: () => q.close(),
        }
      },
    })

  test.each([1, 2])('of %i places answers as a list might', (capacity) => {
    fc.assert(everyProgramConforms(ofPart(parts, capacity), reference(capacity)), { numRuns: 150 })
  })

  test.each([0, 1])('of %i places answers as itself, also where its clients give up', async (capacity) => {
    const same = await broken({ file: 'queue.ts', text: 'd.items.shift()', instead: 'd.items.shift() ' })
    fc.assert(everyProgramConforms(ofPart(same, capacity, true), ofPart(parts, capacity, true)), { numRuns: 60 })
  })

  test.each<Named & { readonly capacity: number; readonly mayTimeOut?: boolean }>([
    {
      name: 'one more goes in',
      file: 'queue.ts',
      text: 'd.items.length < Math.max(1, capacity)',
      instead: 'd.items.length <= capacity',
      capacity: 1,
    },
    { name: 'the last comes first', file: 'queue.ts', text: 'd.items.shift()', instead: 'd.items.pop()', capacity: 2 },
    {
      name: 'who waits does not see the end',
      file: 'queue.ts',
      text: 'd.items.length > 0 || d.isClosed',
      instead: 'd.items.length > 0',
      capacity: 1,
    },
    {
      name: 'the end is the end of what is in it',
      file: 'queue.ts',
      text: 'd.isClosed = true',
      instead: 'd.isClosed = true\nd.items = []',
      capacity: 1,
    },
    {
      name: 'something comes after the end',
      file: 'queue.ts',
      text: "ensure(!d.isClosed, 'put into a closed queue')",
      instead: '',
      capacity: 1,
    },
    {
      name: 'who puts does not wait to meet',
      file: 'queue.ts',
      text: "if (how !== 'put' || !isMeeting) return how",
      instead: 'return how',
      capacity: 0,
    },
    {
      name: 'who was met does not know',
      file: 'queue.ts',
      text: 'if (capacity === 0 && d.items.length > 0) d.isTaken = true',
      instead: '',
      capacity: 0,
    },
    { name: 'who gave up is met', file: 'queue.ts', text: 'd.items = []', instead: '', capacity: 0, mayTimeOut: true },
    {
      name: 'who was met gives up',
      file: 'queue.ts',
      text: 'waitUntil(!d.isTaken)',
      instead: '',
      capacity: 0,
      mayTimeOut: true,
    },
    {
      name: 'the next meets for the one before',
      file: 'queue.ts',
      text: ' && !d.isTaken',
      instead: '',
      capacity: 0,
      mayTimeOut: true,
    },
    {
      name: 'the end meets',
      file: 'queue.ts',
      text: "ensure(d.isTaken || !d.isClosed, 'closed while a value was being put')",
      instead: '',
      capacity: 0,
    },
  ])('of $capacity places is missed where $name', async ({ capacity, mayTimeOut = false, ...bug }) => {
    const law = everyProgramConforms(
      ofPart(await broken(bug), capacity, mayTimeOut),
      ofPart(parts, capacity, mayTimeOut),
    )
    expect(fc.check(law, { numRuns: 600, seed: 1 }).errorInstance).toBeInstanceOf(LawBroken)
  })
})
