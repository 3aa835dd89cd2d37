/**
 * Random designs of two families whose threads go round several objects, most of which no other thread may touch: what
 * they do is a hash of where they are and of what they were answered. Some objects have no domain, so where closing is
 * left to the search they are open. `first` breaks the symmetry: the first thread of each family does something else at
 * some places.
 */
import fc from 'fast-check'
import {
  again,
  atomically,
  type Cell,
  cell,
  ensure,
  loop,
  object,
  range,
  type Steps,
  type System,
  step,
  system,
  type ThreadId,
  threadIds,
  waitUntil,
} from '../../src/model/language/index.ts'
import { drawn } from './symmetric-design.ts'

export type OpenDesign = {
  readonly seed: number
  readonly sizes: readonly [number, number]
  /** Local states of a thread. */
  readonly places: number
  readonly tallies: number
  readonly flags: number
  readonly hasCycles: boolean
  readonly hasLongSteps: boolean
  readonly breaks: 'no' | 'first'
}

export function openDesign(breaks: OpenDesign['breaks']): fc.Arbitrary<OpenDesign> {
  return fc.record({
    seed: fc.nat(1 << 30),
    sizes: fc.constantFrom([2, 1], [2, 2], [3, 1], [2, 0]),
    places: fc.integer({ min: 2, max: 4 }),
    tallies: fc.integer({ min: 2, max: 4 }),
    flags: fc.integer({ min: 0, max: 2 }),
    hasCycles: fc.boolean(),
    hasLongSteps: fc.boolean(),
    breaks: fc.constant(breaks),
  })
}

const tally = (seed: number) =>
  object<{ readonly n: number }>({ n: 0 })({
    add(d, by: number) {
      d.n = (d.n + by) % 3
    },
    see: (d) => d.n,
    wait(d, below: number) {
      waitUntil(d.n < below)
    },
    refuse(d, n: number) {
      ensure(d.n !== n || drawn(3, seed, 'refuse', n) > 0, 'refused')
    },
  })

type Shared = { readonly tallies: readonly ReturnType<typeof tally>[]; readonly flags: readonly Cell<number>[] }

const acts = ['add', 'add', 'see', 'wait', 'refuse', 'refuse', 'store', 'load'] as const

/** One operation, drawn by where it stands. */
function* act({ seed }: OpenDesign, { tallies, flags }: Shared, ...place: readonly (string | number)[]): Steps<number> {
  const draw = (size: number, what: string): number => drawn(size, seed, what, ...place)
  const number = draw(3, 'number')
  const of = tallies[draw(tallies.length, 'of')] as (typeof tallies)[number] // below the length
  const flag = flags[draw(Math.max(1, flags.length), 'flag')]
  switch (acts[draw(acts.length, 'act')]) {
    case 'add':
      yield* of.add(1 + (number % 2))
      return 0
    case 'see':
      return yield* of.see()
    case 'wait':
      yield* of.wait(1 + (number % 2))
      return 0
    case 'refuse':
      yield* of.refuse(number)
      return 0
    case 'store':
      if (flag !== undefined) yield* flag.store(number)
      return 0
    case 'load':
      return flag === undefined ? 0 : yield* flag.load()
    default:
      return 0
  }
}

export function openSystem(design: OpenDesign): System {
  const { seed, sizes, places, hasCycles, hasLongSteps, breaks } = design
  return system('open', ({ shared, regions, threads, always, reachable, allowDeadlock }) => {
    const tallies = Array.from({ length: design.tallies }, () => tally(seed))
    const flags = Array.from({ length: design.flags }, () => cell(range(0, 2)))
    shared(Object.fromEntries([...tallies, ...flags].map((it, i) => [`${i}`, it])))
    const of: Shared = { tallies, flags }
    const { inside } = regions('inside')
    const body = (family: number, isOdd: boolean) =>
      loop(0, function* (place: number): Steps<undefined | ReturnType<typeof again<number>>> {
        const draw = (size: number, what: string, ...more: readonly (string | number)[]): number =>
          drawn(size, seed, what, family, place, ...more)
        const kind = isOdd && draw(2, 'odd') === 0 ? family + 10 : family
        let answer = 0
        if (hasLongSteps && draw(3, 'long') === 0)
          answer = yield* atomically(function* () {
            const first = yield* act(design, of, kind, place)
            return yield* act(design, of, kind, place, first)
          })
        else if (draw(4, 'inside') === 0) yield* inside(() => step('here'))
        else {
          answer = yield* act(design, of, kind, place)
          yield* step('on')
        }
        const to = hasCycles ? draw(places + 1, 'to', answer) : place + 1 + draw(2, 'to', answer)
        return to >= places ? undefined : again(to)
      })
    for (const [family, size] of sizes.entries()) {
      if (size === 0) continue
      const ids = threadIds(size, family === 0 ? 'A' : 'B')
      threads(ids, (me: ThreadId) => body(family, breaks === 'first' && me === ids[0]))
    }
    const [first] = tallies as [ReturnType<typeof tally>] // there is one at least
    always('drawn', [first, inside], ({ n }, within) => drawn(5, seed, 'always', n, within.length) > 0)
    reachable('two', [inside], (within) => within.length === 2)
    if (drawn(2, seed, 'deadlock') === 0) allowDeadlock()
  })
}
