import fc from 'fast-check'
import { check, forever, rest, type System, system, type ThreadId, threadIds } from 'lockproof'
import { everyProgramHolds, LawBroken, rwLockClients } from 'lockproof/fast-check'
import type { Rw, RwPolicy } from 'lockproof/parts'
import * as parts from 'lockproof/parts'
import { describe, expect, test } from 'vitest'
import * as examples from '../../examples/parts/rw-lock.ts'
import { fullSearch } from './full-search.ts'
import { type Bug, broken } from './mutant.ts'

type Parts = typeof parts

describe('states and edges', () => {
  test.each<readonly [System, number, number]>([
    [examples.barging, 96, 288],
    [examples.byArrival, 512, 1_428],
    [examples.phaseFair, 512, 1_428],
    // the first design of these had 472 / 1,512 and 512 / 1,392: whoever waits for all of the other mode need not queue, nor be in an order
    [examples.readersFirst, 172, 520],
    [examples.writersFirst, 192, 592],
    // giving up costs edges alone
    [examples.timed, 512, 2_260],
  ])('of $name', (it, states, edges) => {
    expect(fullSearch(it)).toEqual({ states, edges, violated: [] })
  })
})

const policies: readonly RwPolicy[] = ['barging', 'readers', 'writers', 'arrival', 'phase-fair']

const clientsOf = ({ rwLock }: Parts, policy: RwPolicy) => rwLockClients(() => rwLock(policy))

const bugs: readonly (Bug & { readonly name: string; readonly policy: RwPolicy })[] = [
  {
    name: 'readers beside a writer',
    file: 'rw-lock.ts',
    text: "writer === null && (mode === 'read' || readers.length === 0)",
    instead: "mode === 'read' || (writer === null && readers.length === 0)",
    policy: 'barging',
  },
  {
    name: 'a writer beside readers',
    file: 'rw-lock.ts',
    text: "(mode === 'read' || readers.length === 0)",
    instead: 'true',
    policy: 'barging',
  },
  {
    name: 'a writer stays',
    file: 'rw-lock.ts',
    text: 'd.writer = null\n',
    instead: '',
    policy: 'barging',
  },
  {
    name: 'a reader stays',
    file: 'rw-lock.ts',
    text: 'd.readers = withoutMember(d.readers, me)\n',
    instead: '',
    policy: 'barging',
  },
  {
    name: 'who has it is in the queue still',
    file: 'rw-lock.ts',
    text: `d.queue = without(d.queue, me)
    if`,
    instead: 'if',
    policy: 'arrival',
  },
  {
    name: 'who gives up is in the queue still',
    file: 'rw-lock.ts',
    text: `d.queue = without(d.queue, me)
      return why`,
    instead: 'return why',
    policy: 'arrival',
  },
  {
    name: 'who is behind it counts, too',
    file: 'rw-policy.ts',
    text: 'place === -1 ? queue : queue.slice(0, place)',
    instead: 'queue.filter(({ thread }) => thread !== me)',
    policy: 'arrival',
  },
]

describe('every program holds', () => {
  test.each(policies)('of %s', (policy) => {
    fc.assert(everyProgramHolds(clientsOf(parts, policy)), { numRuns: 60 })
  })

  test.each(bugs)('but not where $name', async ({ policy, ...bug }) => {
    const law = everyProgramHolds(clientsOf(await broken(bug), policy))
    expect(fc.check(law, { numRuns: 300 }).errorInstance).toBeInstanceOf(LawBroken)
  })
})

type Moment = (table: Rw, reader: ThreadId, writers: readonly ThreadId[]) => boolean
type Promised = { readonly since: Moment; readonly comes: Moment; readonly notBefore: Moment }

const place = ({ queue }: Rw, one: ThreadId | undefined) => queue.findIndex(({ thread }) => thread === one)
const reads: Moment = ({ readers }, R) => readers.includes(R)

/** From `since` on, what must `comes` does so before what must `notBefore`. */
const promises: Readonly<Record<Exclude<RwPolicy, 'barging'>, Promised>> = {
  readers: {
    since: (table, R) => place(table, R) >= 0 && table.writer === null,
    comes: reads,
    notBefore: ({ writer }) => writer !== null,
  },
  writers: {
    since: (table, R, [W]) => place(table, W) >= 0 && !table.readers.includes(R),
    comes: ({ writer }, _, [W, V]) => writer === W || writer === V,
    notBefore: reads,
  },
  arrival: {
    since: (table, R, [W]) => place(table, W) > place(table, R) && place(table, R) >= 0,
    comes: reads,
    notBefore: ({ writer }, _, [W]) => writer === W,
  },
  'phase-fair': {
    since: (table, R, [W]) => table.writer === W && place(table, R) >= 0,
    comes: reads,
    notBefore: ({ writer }, _, [, V]) => writer === V,
  },
}

/** A reader and two writers, for ever. */
const promised = ({ rwLock }: Parts, policy: RwPolicy, { since, comes, notBefore }: Promised): System =>
  system(`promise of ${policy}`, ({ shared, threads, ltl }) => {
    const { table } = shared({ table: rwLock(policy) })
    const readers = threadIds(1, 'R')
    const writers = threadIds(2, 'W')
    threads(readers, (me) =>
      forever(function* () {
        yield* rest()
        yield* table.lockRead(me)
        yield* table.unlockRead(me)
      }),
    )
    threads(writers, (me) =>
      forever(function* () {
        yield* rest()
        yield* table.lockWrite(me)
        yield* table.unlockWrite(me)
      }),
    )
    const at = (moment: Moment) => [[table], (value: Rw) => moment(value, readers[0], writers)] as const
    ltl('G (since -> (!notBefore W comes))', { since: at(since), comes: at(comes), notBefore: at(notBefore) })
  })

describe('a policy keeps what it promises', () => {
  const named = Object.entries(promises) as [Exclude<RwPolicy, 'barging'>, Promised][] // the keys are policies

  test.each(named)('%s', (policy, promise) => {
    expect(check(promised(parts, policy, promise)).verdict).toBe('verified')
  })

  test.each([
    ['readers', "givesWay: (mode, other) => mode === 'write' && other === 'read'"],
    ['writers', "givesWay: (mode, other) => mode === 'read' && other === 'write'"],
    ['arrival', "givesWay: (mode, other) => mode === 'write' || other === 'write'"],
  ] as const)('but not %s, where nobody gives way', async (policy, text) => {
    const parts = await broken({ file: 'rw-policy.ts', text, instead: 'givesWay: () => false' })
    expect(check(promised(parts, policy, promises[policy])).verdict).toBe('violated')
  })

  test('but not phase-fair, where the next writer comes in its turn', () => {
    expect(check(promised(parts, 'arrival', promises['phase-fair'])).verdict).toBe('violated')
  })
})
