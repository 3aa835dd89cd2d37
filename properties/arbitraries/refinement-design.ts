/** Random specifications and implementations of them: some right, most not, in the ways in which locks go wrong. */
import fc from 'fast-check'
import { again, loop, object, pick, proc, type Steps, waitUntil } from 'lockproof'
import { type Lock, lock } from 'lockproof/fast-check'
import { type Doing, type Machine, numbers, type Way } from '../naive-refinement.ts'

const names = ['f', 'g'] as const
type Table = readonly (readonly Way[])[]

const way: fc.Arbitrary<Way> = fc.record({ to: fc.nat(numbers - 1), answer: fc.nat(1) })
/** One in five waits, one in ten may go two ways. */
const ways = fc.oneof(
  { weight: 2, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.array(way, { minLength: 2, maxLength: 2 }) },
  { weight: 7, arbitrary: way.map((one) => [one]) },
)
const table: fc.Arbitrary<Table> = fc.array(ways, { minLength: numbers, maxLength: numbers })

/** How a call is implemented, and what else it does; `by` is all that may go round and round, and `spins`. */
const how = fc.record({
  by: fc.constantFrom('act', 'act', 'commit', 'store' as const),
  bumps: fc.constantFrom('never', 'before', 'before', 'behind' as const),
  /** Where the implementation does so, if not there. */
  moved: fc.constantFrom(null, null, null, null, 'never', 'before', 'behind' as const),
  isLate: fc.boolean(),
  spins: fc.option(fc.array(fc.nat(numbers - 1), { minLength: 1, maxLength: 2 }), { freq: 2 }),
  isWrong: fc.constantFrom(false, false, false, true),
  other: table,
})
type How = typeof how extends fc.Arbitrary<infer T> ? T : never

export type RandomRefinement = {
  readonly implementation: Machine
  readonly specification: Machine
  /** It does something when its answer is settled, or may go round for ever. */
  readonly isLate: boolean
  readonly spins: boolean
}

export const randomRefinement: fc.Arbitrary<RandomRefinement> = refinementWith(how)

/** Whose calls come to an end, or are blocked. */
export const blockingRefinement: fc.Arbitrary<RandomRefinement> = refinementWith(
  how.map((its) => ({ ...its, spins: null, by: its.by === 'commit' ? 'store' : its.by })),
)

function refinementWith(how: fc.Arbitrary<How>): fc.Arbitrary<RandomRefinement> {
  return fc.record({ f: table, g: table, howF: how, howG: how }).map(({ f, g, howF, howG }) => ({
    implementation: { f: implemented(f, howF), g: implemented(g, howG) },
    specification: { f: specified(f, howF), g: specified(g, howG) },
    isLate: howF.isLate || howG.isLate || howF.bumps === 'behind' || howG.bumps === 'behind',
    spins: [howF, howG].some(({ by, spins }) => by === 'commit' || spins !== null),
  }))
}

function around(core: readonly Doing[], bumps: How['bumps']): Doing[] {
  const bump: Doing = { does: 'bump' }
  return [...(bumps === 'before' ? [bump] : []), ...core, ...(bumps === 'behind' ? [bump] : [])]
}

function specified(table: Table, its: How): readonly Doing[] {
  return around([{ does: 'act', table }], its.bumps)
}

function implemented(right: Table, its: How): readonly Doing[] {
  const { by, bumps, moved, isLate, isWrong, other, spins } = its
  const step: Doing = { does: by, table: isWrong ? other : right }
  const core: Doing[] = by === 'act' ? [step] : [{ does: 'load' }, step]
  const first: Doing[] = spins === null ? [] : [{ does: 'spin', at: spins }]
  return [...first, ...around(core, moved ?? bumps), ...(isLate ? [{ does: 'look' } as const] : [])]
}

/** The machine in the language of designs. */
export function lockOf(name: string, machine: Machine): Lock<'f' | 'g', never> {
  return lock({
    name,
    sections: {},
    calls: { f: {}, g: {} },
    describe({ shared }) {
      const { it } = shared({ it: number() })
      const call = (which: (typeof names)[number]) => proc(() => performed(it, machine[which] ?? []), { name: which })
      return { f: call('f'), g: call('g') }
    },
  })
}

function number() {
  return object<{ value: number }>({ value: 0 })({
    act(d, table: Table) {
      const here = table[d.value] ?? []
      waitUntil(here.length > 0)
      const { to, answer } = pick(here)
      d.value = to
      return answer
    },
    commit(d, read: number, table: Table) {
      const here = table[read] ?? []
      if (d.value !== read || here.length === 0) return 'again'
      const { to, answer } = pick(here)
      d.value = to
      return answer
    },
    store(d, to: number) {
      d.value = to
    },
    load: ({ value }) => value,
    bump(d) {
      d.value = (d.value + 1) % numbers
    },
  })
}

type Registers = { readonly pc: number; readonly read: number; readonly answer: number }

function performed(it: ReturnType<typeof number>, doings: readonly Doing[]): Steps<number> {
  return loop({ pc: 0, read: 0, answer: 0 }, function* (now: Registers) {
    const { pc, read, answer } = now
    const doing = doings[pc]
    if (doing === undefined) return answer
    const next = { pc: pc + 1, read, answer }
    switch (doing.does) {
      case 'act':
        return again({ ...next, answer: yield* it.act(doing.table) })
      case 'commit': {
        const done = yield* it.commit(read, doing.table)
        return again(done === 'again' ? { ...now, pc: pc - 1 } : { ...next, answer: done })
      }
      case 'store': {
        const [way = { to: 0, answer: 0 }] = doing.table[read] ?? []
        yield* it.store(way.to)
        return again({ ...next, answer: way.answer })
      }
      case 'spin':
        return again(doing.at.includes(yield* it.load()) ? now : next)
      case 'load':
        return again({ ...next, read: yield* it.load() })
      case 'bump':
        yield* it.bump()
        return again(next)
      case 'look':
        yield* it.load()
        return again(next)
    }
  })
}
