import type { System } from 'lockproof'
import { bakery } from './bakery.ts'
import { fischer } from './fischer.ts'
import { mcs } from './mcs.ts'
import { peterson } from './peterson.ts'
import { phils } from './phils.ts'

export type PublishedInstance = {
  readonly name: string
  readonly system: System
  readonly states: number
  readonly edges: number
  /** Breadth-first levels: states on the longest shortest path. */
  readonly levels: number
  readonly deadlocks: number
  /** Of the shortest run to two threads inside; `undefined` where there is none. */
  readonly violatedAtStep?: number
  /** States with two threads inside. */
  readonly bad: number
}

/**
 * Counts of the BEEM benchmark set (R. Pelánek, BEEM: Benchmarks for Explicit Model Checkers, SPIN 2007), as its archive publishes them. It
 * gives no deadlocks, no bad states, and not all edges and levels of the larger instances: those were recomputed with other checkers.
 */
export const published: readonly PublishedInstance[] = [
  { name: 'bakery.1', system: bakery({ N: 2, MAX: 9 }), states: 1506, edges: 2697, levels: 101, deadlocks: 4, bad: 0 },
  {
    name: 'bakery.2',
    system: bakery({ N: 2, MAX: 6, ERROR: 1 }),
    states: 1146,
    edges: 2085,
    levels: 71,
    deadlocks: 4,
    violatedAtStep: 18,
    bad: 10,
  },
  {
    name: 'bakery.3',
    system: bakery({ N: 3, MAX: 4 }),
    states: 32_919,
    edges: 85_061,
    levels: 117,
    deadlocks: 51,
    bad: 0,
  },
  {
    name: 'bakery.4',
    system: bakery({ N: 3, MAX: 6, ERROR: 1 }),
    states: 157_003,
    edges: 411_843,
    levels: 105,
    deadlocks: 142,
    violatedAtStep: 24,
    bad: 2210,
  },
  {
    name: 'fischer.1',
    system: fischer({ N: 3, K1: 2, K2: 3 }),
    states: 634,
    edges: 1395,
    levels: 18,
    deadlocks: 0,
    bad: 0,
  },
  {
    name: 'fischer.2',
    system: fischer({ N: 4, K1: 3, K2: 3 }),
    states: 21_733,
    edges: 67_590,
    levels: 50,
    deadlocks: 0,
    violatedAtStep: 14,
    bad: 1046,
  },
  { name: 'mcs.1', system: mcs({ N: 3 }), states: 7963, edges: 21_503, levels: 49, deadlocks: 0, bad: 0 },
  { name: 'mcs.2', system: mcs({ N: 3, ERROR: 2 }), states: 1408, edges: 3222, levels: 22, deadlocks: 12, bad: 0 },
  { name: 'mcs.3', system: mcs({ N: 4 }), states: 571_459, edges: 2_077_384, levels: 70, deadlocks: 0, bad: 0 },
  { name: 'mcs.4', system: mcs({ N: 4, ERROR: 1 }), states: 16_384, edges: 53_248, levels: 25, deadlocks: 24, bad: 0 },
  { name: 'peterson.1', system: peterson({ N: 3 }), states: 12_498, edges: 33_369, levels: 54, deadlocks: 0, bad: 0 },
  {
    name: 'peterson.2',
    system: peterson({ N: 3, ERROR: 1 }),
    states: 124_704,
    edges: 399_138,
    levels: 52,
    deadlocks: 0,
    violatedAtStep: 22,
    bad: 3568,
  },
  {
    name: 'peterson.3',
    system: peterson({ N: 3, ERROR: 2 }),
    states: 170_156,
    edges: 538_509,
    levels: 47,
    deadlocks: 0,
    violatedAtStep: 16,
    bad: 3177,
  },
  {
    name: 'peterson.4',
    system: peterson({ N: 4 }),
    states: 1_119_560,
    edges: 3_864_896,
    levels: 104,
    deadlocks: 0,
    bad: 0,
  },
  { name: 'phils.1', system: phils({ N: 4 }), states: 80, edges: 212, levels: 10, deadlocks: 1, bad: 0 },
  {
    name: 'phils.3',
    system: phils({ N: 6, ONE_LEFT_HANDED: true }),
    states: 729,
    edges: 2916,
    levels: 17,
    deadlocks: 0,
    bad: 0,
  },
  { name: 'phils.5', system: phils({ N: 12 }), states: 531_440, edges: 4_251_516, levels: 34, deadlocks: 1, bad: 0 },
]
