import { check } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { mcslock1 } from '../../bench/published/mcslock1.ts'
import { nPeterson } from '../../bench/published/n-peterson.ts'
import { isLong } from '../setup/long.ts'
import { fullSearch } from './full-search.ts'

/** Without merging, as they are published. */
const published = { minimise: false }

const orbits = [
  { N: 5, states: 6_770 },
  { N: 6, states: 35_159 },
  { N: 7, states: 163_298 },
].filter(({ N }) => isLong || N < 7)

/** States and orbits as they are published, by checkers that are told of the symmetry; what merging leaves is ours. */
describe('the models of the Murphi distribution, symmetry proved', () => {
  test.each(orbits)('n_peterson N=$N: $states orbits', { timeout: 120_000 }, ({ N, states }) => {
    const verdict = check(nPeterson({ N }), { reduction: 'symmetry' })
    expect(verdict).toMatchObject({ verdict: 'verified', reduction: 'symmetry', states })
    expect(verdict.grounds[0]?.text).toMatch(/^symmetry, proved in \d+ comparisons: (T\d, )+T\d are alike$/)
  })

  test('n_peterson N=5: 628,868 states, of which both reductions leave 3,858', () => {
    expect(fullSearch(nPeterson({ N: 5 }), published)).toMatchObject({ states: 628_868, deadlocks: 0 })
    expect(check(nPeterson({ N: 5 }), { reduction: 'all' })).toMatchObject({ verdict: 'verified', states: 3_858 })
  })

  test.each([
    { N: 2, states: 159, alike: 81 },
    { N: 3, states: 7_597, alike: 1_285 },
    { N: 4, states: 554_221, alike: 23_636 },
  ])('mcslock1 N=$N: $states states, $alike orbits', ({ N, states, alike }) => {
    expect(fullSearch(mcslock1({ N }), published)).toMatchObject({ states, deadlocks: 0 })
    const verdict = check(mcslock1({ N }), { reduction: 'symmetry', ...published })
    expect(verdict).toMatchObject({ verdict: 'verified', reduction: 'symmetry', states: alike })
  })

  test('mcslock1 N=4: merging and both reductions leave 766 states', () => {
    expect(check(mcslock1({ N: 4 }), { reduction: 'all' })).toMatchObject({ verdict: 'verified', states: 766 })
  })
})
