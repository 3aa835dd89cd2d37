import 'lockproof/vitest'
import { check } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { torn, whole } from '../../examples/broken-twin.ts'
import { inverted } from '../../examples/two-locks.ts'

describe('a flag', () => {
  test('must be tested and set in one step', () => {
    expect(whole).toHoldUnderEveryInterleaving()
    expect(torn).toViolate('mutual exclusion', { steps: 4 })
    expect(inverted).toDeadlock({ steps: 4 })
  })

  test('goes wrong so', () => {
    expect(check(torn).violation?.trace?.schedule).toMatchInlineSnapshot(`"P0 P1 P1 P0"`)
  })
})
