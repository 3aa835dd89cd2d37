import {
  type Cell,
  cell,
  check,
  counter,
  forever,
  mayEnd,
  rest,
  type System,
  spinUntil,
  step,
  system,
  threadIds,
} from 'lockproof'
import { asThread, eresource } from 'lockproof/eresource'
import { describe, expect, test } from 'vitest'

type Flag = Cell<'free' | 'held'>
const flag = (): Flag => cell(['free', 'held'])

/** Two locks in opposite orders, beside a clock that goes on or not. */
const inverted = (hasClock: boolean) =>
  system('inverted', ({ shared, thread }) => {
    const { left, right } = shared({ left: flag(), right: flag() })
    const both = (first: Flag, second: Flag) => () =>
      forever(function* () {
        yield* first.when('free').store('held')
        yield* second.when('free').store('held')
        yield* second.store('free')
        yield* first.store('free')
      })
    thread('A', both(left, right))
    thread('B', both(right, left))
    if (hasClock) thread('clock', () => forever(() => step('tick')))
  })

/** A thread that waits for itself on an ERESOURCE, beside one whom it does not hold up. */
const flush = system('flush', ({ shared, thread }) => {
  const [flusher, writer] = threadIds(2)
  const { chunk } = shared({ chunk: eresource() })
  thread(flusher, function* () {
    yield* asThread(flusher).ExAcquireResourceSharedLite(chunk, true)
    yield* asThread(flusher).ExAcquireResourceExclusiveLite(chunk, true)
  })
  thread(writer, () =>
    forever(function* () {
      yield* asThread(writer).ExAcquireSharedStarveExclusive(chunk, true)
      yield* asThread(writer).ExReleaseResourceLite(chunk)
    }),
  )
})

/** A lock that its holder does not give back. */
const neverGivenBack = system('never given back', ({ shared, threads }) => {
  const { lock } = shared({ lock: flag() })
  threads(threadIds(2), () => spinUntil(() => lock.compareAndSwap('free', 'held')))
})

/** Two readers that want to write and keep what they have: each waits, or spins, until it is the last. */
const upgrade = (waits: boolean) =>
  system('upgrade', ({ shared, threads }) => {
    const { readers } = shared({ readers: counter({ upTo: 2 }) })
    threads(threadIds(2), function* () {
      yield* readers.add(1)
      if (waits) yield* readers.waitFor(1)
      else yield* spinUntil(() => readers.test((n) => n === 1))
      yield* readers.add(-1)
    })
  })

/** The interrupted thread holds what the one of high priority spins for, and goes on only when that is done. */
const inversion = system('inversion', ({ shared, thread }) => {
  const { lock, cpu } = shared({ lock: flag(), cpu: cell(['low', 'high']) })
  thread('low', function* () {
    yield* cpu.waitFor('low')
    yield* lock.when('free').store('held')
    yield* cpu.waitFor('low')
    yield* lock.store('free')
  })
  thread('high', function* () {
    yield* cpu.store('high')
    yield* spinUntil(() => lock.compareAndSwap('free', 'held'))
    yield* lock.store('free')
    yield* cpu.store('low')
  })
})

/** A consumer that waits while there is nothing, and producers who need not come back; that it is meant is said or not. */
const queue = (isSaid: boolean) =>
  system('queue', ({ shared, thread, regions, mayRest }) => {
    const { n } = shared({ n: cell([0, 1]) })
    const { taking } = regions('taking')
    thread('C', () =>
      forever(function* () {
        yield* taking(() => n.when(1).store(0))
      }),
    )
    thread('P', () =>
      forever(function* () {
        yield* rest()
        yield* n.when(0).store(1)
      }),
    )
    if (isSaid) mayRest(taking, [n], (it) => it === 0)
  })

/** The holder of a lock may die with it, beside a clock. */
const dying = system('dying holder', ({ shared, threads, thread }) => {
  const { lock } = shared({ lock: flag() })
  threads(threadIds(2), () =>
    mayEnd(
      function* () {
        yield* lock.when('free').store('held')
        yield* lock.store('free')
      },
      { by: 'death', at: 'every step' },
    ),
  )
  thread('clock', () => forever(() => step('tick')))
})

type Row = readonly [name: string, design: System, found: object | 'verified']

const rows: readonly Row[] = [
  ['a ring alone', inverted(false), { kind: 'deadlock', steps: 2 }],
  ['a ring beside a clock', inverted(true), { kind: 'stuck', who: ['A', 'B'], steps: 2, doomedFrom: 2 }],
  ['who waits for itself', flush, { kind: 'stuck', who: ['T0'], steps: 2, doomedFrom: 2 }],
  ['a spin that nobody ends', neverGivenBack, { kind: 'stuck', who: ['T1'], steps: 1, doomedFrom: 1 }],
  ['an upgrade that waits', upgrade(true), { kind: 'deadlock', steps: 2 }],
  ['an upgrade that spins', upgrade(false), { kind: 'stuck', who: ['T0', 'T1'], steps: 2, doomedFrom: 2 }],
  ['a spin of high priority', inversion, { kind: 'stuck', who: ['low', 'high'], steps: 3, doomedFrom: 3 }],
  ['a consumer, unsaid', queue(false), { kind: 'deadlock', steps: 0 }],
  ['a consumer that may rest', queue(true), 'verified'],
  ['a holder that may die', dying, { kind: 'stuck', who: ['T1'], steps: 2, doomedFrom: 2 }],
]

describe('somebody is stuck', () => {
  test.each(rows)('%s', (_, design, found) => {
    const { verdict, violation } = check(design)
    const { steps, stuck = [], doomedFrom } = violation?.trace ?? {}
    const its = { kind: violation?.kind, steps: steps?.length }
    const more = doomedFrom === undefined ? {} : { who: stuck.map(({ thread }) => thread), doomedFrom }
    expect(violation === undefined ? verdict : { ...its, ...more }).toEqual(found)
  })
})
