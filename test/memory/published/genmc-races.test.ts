import { check, counter, fence, plain, type Steps, type System, system } from 'lockproof'
import { expect, test } from 'vitest'
import { everySo } from '../../setup/long.ts'

/**
 * Of GenMC at b03f01ed, which of its tests of plain data race: those in `tests/wrong/racy` do, those of the same names in `tests/correct/litmus` do not.
 * One thread writes the data and raises a number; another reads the number and, where it is high enough, the data (MP) or writes them (S). Between the two
 * may be one who raises the number further (MPU), or two who do, each with a `compareAndSwap` (MPU2).
 */
const shapes = ['MP', 'S', 'MPU', 'MPU2'] as const
/** By a release; by a fence; by a release with a relaxed store after it; by nothing. */
const publishes = ['rel', 'relf', 'rels', 'rlx'] as const
const acquires = ['acq', 'acqf', 'rlx'] as const

type Raced = { shape: (typeof shapes)[number]; by: (typeof publishes)[number]; to: (typeof acquires)[number] }

/** Not those with a relaxed store after the release, that is acquired: there GenMC does not look for races. */
const all: readonly Raced[] = shapes.flatMap((shape) =>
  publishes.flatMap((by) => acquires.flatMap((to) => (by === 'rels' && to !== 'rlx' ? [] : { shape, by, to }))),
)

const last = { MP: 1, S: 1, MPU: 2, MPU2: 3 } as const

function designOf({ shape, by, to }: Raced): System {
  return system(`${shape}+${by}+${to}`, ({ shared, thread }) => {
    const { data, flag } = shared({ data: plain([0, 1, 2]), flag: counter({ upTo: 3 }) })
    thread('writer', function* (): Steps {
      yield* data.store(1)
      if (by === 'relf') yield* fence('release')
      if (by === 'rels') yield* flag.store(0, 'release')
      yield* flag.store(1, by === 'rel' ? 'release' : 'relaxed')
    })
    if (shape === 'MPU') thread('adder', () => flag.fetchAdd(1, 'relaxed'))
    if (shape === 'MPU2') {
      thread('second', () => flag.compareAndSwap(1, 2, 'relaxed', 'relaxed'))
      thread('third', () => flag.compareAndSwap(2, 3, 'relaxed', 'relaxed'))
    }
    thread('reader', function* (): Steps {
      const seen = yield* flag.load(to === 'acq' ? 'acquire' : 'relaxed')
      if (seen < last[shape]) return
      if (to === 'acqf') yield* fence('acquire')
      if (shape === 'MP') yield* data.load()
      else yield* data.store(2)
    })
  })
}

test('there are 24 that race, and 16 that do not', () => {
  const racy = all.filter(({ by, to }) => by === 'rlx' || to === 'rlx')
  expect([racy.length, all.length - racy.length]).toEqual([24, 16])
})

test.each(everySo(3, all))('a race is found where GenMC has one: $shape+$by+$to', ({ shape, by, to }) => {
  const { verdict, violation } = check(designOf({ shape, by, to }), { memory: 'cpp20' })
  if (by !== 'rlx' && to !== 'rlx') expect(verdict).toBe('verified')
  else expect(violation?.message).toContain('data race')
})
