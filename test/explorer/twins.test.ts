import type { System } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { type ModelName, parametersText, rows } from '../../bench/expected.ts'
import { rwlockObject } from '../../bench/models/rwlock-object.ts'
import { systemOf } from '../../bench/systems.ts'
import { runSearch } from '../../src/explorer/search.ts'
import { compile } from '../../src/model/compile/compile.ts'
import type { Program } from '../../src/model/ir.ts'
import { isomorphism } from './isomorphism.ts'
import { closedProgram } from './tiny-model.ts'
import { twinOf } from './twins/twin-of.ts'

/** A search that stops at nothing fills in all that is reachable. */
function filled(program: Program): Program {
  runSearch(program, { stopAtFirst: false, wantsCounterexample: false })
  return program
}

const compiled = (system: System): Program => filled(compile(system.build(), { minimise: false }).program)

const tiny = rows
  .filter(({ size }) => size === 't')
  .map((row) => ({ ...row, title: `${row.model} ${parametersText(row.params)}` }))

describe('a lock model compiled from its text is the one whose tables are written by hand, step by step', () => {
  test.each(tiny)('$title: $states states', ({ model, params, states }) => {
    const twin = filled(closedProgram(twinOf(model, params)))
    expect(isomorphism(compiled(systemOf(model, params)), twin)).toBe(states)
  })

  test('so is the readers-writers lock that is one object', () => {
    const params = { R: 3, W: 3 }
    expect(isomorphism(compiled(systemOf('rwlock', params)), compiled(rwlockObject(params)))).toBe(11_042)
  })

  test('and no other', () => {
    const ofN = (model: ModelName) => filled(closedProgram(twinOf(model, { N: 3 })))
    expect(isomorphism(ofN('ticket'), ofN('mcs'))).toMatch(/^at .* may step 0,2, at .* 0,1,2$/)
  })

  test('nor one that goes round in fewer states', () => {
    const round = (states: number) =>
      closedProgram({
        name: `round ${states}`,
        objects: {},
        threads: [{ initial: 0, at: (n: number) => ({ skip: (n + 1) % states }) }],
      })
    expect(isomorphism(round(4), round(4))).toBe(4)
    expect(isomorphism(round(2), round(4))).toMatch(/ stands for .* and for /)
    expect(isomorphism(round(4), round(2))).toBe('4 states stand for 2')
  })
})
