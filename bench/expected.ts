/** `t`iny to `l`arge: `s` about 1e5 states, `m` about 1e6, `l` about 1e7. */
export const sizes = ['t', 'xs', 's', 'm', 'l'] as const
export type Size = (typeof sizes)[number]

export type ModelName = 'peterson' | 'bakery' | 'ticket' | 'mcs' | 'rwlock' | 'eresource' | 'phil'
export type Parameters = Readonly<Record<string, number>>

export type Row = {
  readonly model: ModelName
  readonly size: Size
  readonly params: Parameters
  readonly states: number
  readonly edges: number
  /** Breadth-first levels: states on the longest shortest path; not known of all. */
  readonly levels?: number
}

/**
 * Full counts, without any reduction. SPIN 6.5.2 (Promela), TLC (TLA+), Rumur (Murphi), LTSmin and Stateright agree on all of them up to 2e6
 * states; SPIN, LTSmin and Stateright at least on the larger ones. Levels are TLC's and Stateright's.
 */
export const rows: readonly Row[] = [
  { model: 'peterson', size: 't', params: { N: 2 }, states: 40, edges: 80, levels: 9 },
  { model: 'peterson', size: 't', params: { N: 3 }, states: 2204, edges: 6612, levels: 30 },
  { model: 'peterson', size: 's', params: { N: 4 }, states: 181_729, edges: 726_916, levels: 61 },
  { model: 'peterson', size: 'l', params: { N: 5 }, states: 19_623_723, edges: 98_118_615 },
  { model: 'bakery', size: 't', params: { N: 2, M: 3 }, states: 441, edges: 793, levels: 44 },
  { model: 'bakery', size: 't', params: { N: 3, M: 3 }, states: 16_861, edges: 43_574, levels: 73 },
  { model: 'bakery', size: 's', params: { N: 3, M: 8 }, states: 86_798, edges: 219_648, levels: 169 },
  { model: 'bakery', size: 'm', params: { N: 4, M: 3 }, states: 765_756, edges: 2_611_674, levels: 109 },
  { model: 'bakery', size: 'l', params: { N: 4, M: 10 }, states: 12_854_040, edges: 42_495_701 },
  { model: 'ticket', size: 't', params: { N: 4 }, states: 1888, edges: 4960, levels: 32 },
  { model: 'ticket', size: 't', params: { N: 5 }, states: 12_760, edges: 36_200, levels: 41 },
  { model: 'ticket', size: 's', params: { N: 6 }, states: 94_560, edges: 277_920, levels: 50 },
  { model: 'ticket', size: 'm', params: { N: 7 }, states: 779_408, edges: 2_322_992, levels: 59 },
  { model: 'ticket', size: 'l', params: { N: 8 }, states: 7_144_448, edges: 21_394_432 },
  { model: 'mcs', size: 't', params: { N: 3 }, states: 893, edges: 2247, levels: 28 },
  { model: 'mcs', size: 'xs', params: { N: 4 }, states: 15_920, edges: 52_544, levels: 41 },
  { model: 'mcs', size: 's', params: { N: 5 }, states: 343_797, edges: 1_404_905, levels: 54 },
  { model: 'mcs', size: 'l', params: { N: 6 }, states: 8_777_632, edges: 42_758_592 },
  { model: 'rwlock', size: 't', params: { R: 3, W: 3 }, states: 11_042, edges: 30_954, levels: 27 },
  { model: 'rwlock', size: 's', params: { R: 4, W: 4 }, states: 167_338, edges: 574_072, levels: 33 },
  { model: 'rwlock', size: 'm', params: { R: 5, W: 4 }, states: 565_428, edges: 2_086_095, levels: 36 },
  { model: 'rwlock', size: 'l', params: { R: 6, W: 5 }, states: 8_186_370, edges: 35_393_598 },
  { model: 'eresource', size: 't', params: { N: 3, D: 2 }, states: 3818, edges: 14_679, levels: 16 },
  { model: 'eresource', size: 's', params: { N: 4, D: 2 }, states: 46_527, edges: 230_576, levels: 21 },
  { model: 'eresource', size: 'm', params: { N: 5, D: 2 }, states: 585_396, edges: 3_530_675, levels: 26 },
  { model: 'eresource', size: 'l', params: { N: 6, D: 2 }, states: 7_699_691, edges: 54_459_240 },
  { model: 'phil', size: 't', params: { N: 5 }, states: 1363, edges: 5650, levels: 18 },
  { model: 'phil', size: 's', params: { N: 8 }, states: 103_681, edges: 687_760, levels: 30 },
  { model: 'phil', size: 'm', params: { N: 10 }, states: 1_860_497, edges: 15_426_860, levels: 38 },
  { model: 'phil', size: 'l', params: { N: 11 }, states: 7_881_195, edges: 71_884_186 },
]

export const modelNames: readonly ModelName[] = [...new Set(rows.map(({ model }) => model))]

/** `N=4 M=3`. */
export function parametersText(params: Parameters): string {
  return Object.entries(params)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')
}
