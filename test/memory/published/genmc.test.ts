import { expect, test } from 'vitest'
import { difference } from '../../../properties/memory-laws.ts'
import { type Execution, executions, isAllowed, type Straight } from '../../../properties/naive-memory.ts'
import { isRc11 } from '../../../properties/naive-rc11.ts'
import { buffers } from '../../../src/model/memory/buffers.ts'
import { views } from '../../../src/model/memory/views/views.ts'
import { isLong } from '../../setup/long.ts'
import { genmc } from './genmc.ts'
import { genmcBranches } from './genmc-branches.ts'
import { type Published, wayOf } from './published.ts'

const published: readonly Published[] = [...genmc, ...genmcBranches]

/** Those with thousands of candidates and more, of which each is looked at. */
const large: readonly string[] = ['viktor-relseq', 'inc+inc+RR+W+RR', 'wrw, N=3', 'wrw, N=4']
const looked = published
  .filter(([name]) => isLong || !large.includes(name))
  .map(([name, sc, rc11, ...ways]) => ({ name, sc, rc11, ways }))

/**
 * Where the axioms of the paper have more. In what GenMC counts, two `seq_cst` operations are ordered by what happens between them also if a thread stays
 * at one cell: from `x=1` over `x=2` to the load of y in the first of them, from `x=1` to the store that is half of an update in the other.
 */
const ofThePaper: Readonly<Record<string, number>> = { WWmerge1: 18, 'Z6.U': 24 }

/**
 * Where C++20 has fewer or more than RC11. There a `seq_cst` load goes before another one that reads what was written since, whoever wrote it; in RC11 only
 * if that was a `seq_cst` store. And an update is one operation, with nothing between its halves.
 */
const ofCpp20: Readonly<Record<string, number>> = { 'SB+rfis': 3, 'Z6.U': 24 }

const axioms = {
  sc: isAllowed.sc,
  asGenmc: (it: Execution): boolean => isRc11(it, { sameCell: true }),
  asThePaper: (it: Execution): boolean => isRc11(it, { sameCell: false }),
  cpp20: isAllowed.cpp20,
}

test('there are 111 published tests, each of its own name', () => {
  expect(new Set(published.map(([name]) => name)).size).toBe(111)
  expect(published).toHaveLength(111)
})

test.each(looked)(
  '$name: $sc executions if sequentially consistent, $rc11 under RC11',
  ({ name, sc, rc11, ways }) => {
    const found = ways.map(wayOf).flatMap(({ cells, threads, isGone }) => {
      const all = [...executions(cells, threads)]
      expect(differences(cells, threads, all)).toEqual([undefined, undefined, undefined])
      return all.filter(isGone)
    })
    const counts = Object.entries(axioms).map(([model, hold]) => [model, found.filter(hold).length])
    const [asThePaper, cpp20] = [ofThePaper[name] ?? rc11, ofCpp20[name] ?? rc11]
    expect(Object.fromEntries(counts)).toEqual({ sc, asGenmc: rc11, asThePaper, cpp20 })
  },
  600_000,
)

/** Of each machine and its axioms. */
function differences(cells: number, threads: Straight, all: readonly Execution[]): (string | undefined)[] {
  return [
    difference((size) => buffers(size, { kind: 'tso', room: 16 }), 'tso', cells, threads, all),
    difference((size) => buffers(size, { kind: 'pso', room: 16 }), 'pso', cells, threads, all),
    difference(views, 'cpp20', cells, threads, all),
  ]
}
