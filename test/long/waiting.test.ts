import { describe, expect, test } from 'vitest'
import { isLong } from '../setup/long.ts'
import { bakery } from '../waiting/designs/level-locks.ts'
import { mcs, ticket } from '../waiting/designs/queue-locks.ts'
import { rowOf } from '../waiting/row.ts'

const fair = { progress: 'ok/ok/ok', weak: '-', strong: '-', entry: '-' }
const all = 'T0 T1 T2'

const small = [[ticket(4), { states: 1_888, edges: 4_960, none: 'T0 T1 T2 T3', ...fair }]] as const
const large = [
  [mcs(4), { states: 41_769, edges: 147_012, none: 'T0 T1 T2 T3', ...fair }],
  [bakery(3, 3), { states: 19_681, edges: 51_577, progress: 'X/X/ok', none: all, weak: all, strong: all, entry: all }],
] as const

describe('who waits for ever at larger locks', () => {
  test.each((isLong ? [...small, ...large] : small).map((row) => [row[0].name, row] as const))(
    '%s',
    (_, [system, row]) => {
      expect(rowOf(system)).toEqual(row)
    },
    120_000,
  )
})
