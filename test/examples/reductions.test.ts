import { check } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { CheckingChooser } from '../../src/explorer/audit/check-chosen-sets.ts'
import { StubbornDefinition } from '../../src/explorer/audit/stubborn-definition.ts'
import { runSearch } from '../../src/explorer/search.ts'
import { stubbornSets } from '../../src/explorer/stubborn/sets/stubborn-sets.ts'
import { compile } from '../../src/model/compile/compile.ts'
import { finished } from '../../src/tasks/task.ts'
import { everySo } from '../setup/long.ts'
import { models } from './all.ts'

/** Its counter grows for ever, beyond the violation that ends other searches: its states cannot all be seen. */
const endless = ['examples/eresource/mutants.ts m12']

/** Symmetry is proved of all values that objects might have beside each other; the budget for that is not enough for these. */
const overBudget = ['growingTable', 'readersWriters', 'reinitialized', 'stepByStep'].map(
  (name) => `examples/refinement/eresource.ts ${name}`,
)

/** For a machine that has much else to do. */
const limitMs = 120_000

describe('reductions of whatever the repository exports', () => {
  test.each(everySo(6, models))(
    '%s: says what the full search says',
    (name, system) => {
      const full = check(system, { reduction: 'none' })
      const reduction = overBudget.includes(name) ? 'stubborn' : 'all'
      const reduced = check(system, { reduction, checkReduction: true })
      expect(reduced.verdict).toBe(full.verdict)
      expect(reduced.violation?.trace?.steps.length).toBe(full.violation?.trace?.steps.length)
      const auto = check(system)
      expect(auto.verdict).toBe(full.verdict)
      expect(auto.violation?.trace?.steps.length).toBe(full.violation?.trace?.steps.length)
      if (reduced.reduction !== 'none')
        expect(reduced.grounds.map(({ text }) => text).join()).toContain(`the full search of ${full.states} states, `)
    },
    limitMs,
  )

  // The definition of a set costs more than the search.
  test.each(everySo(12, models).filter(([name]) => !endless.includes(name)))(
    '%s: every stubborn set meets its definition, beyond violations too',
    (_, system) => {
      const { program } = compile(system.build())
      const everything = { stopAtFirst: false, wantsCounterexample: false }
      runSearch(program, everything)
      const made = finished(stubbornSets(program, { keepsLocalStates: true }))
      if ('refused' in made) throw new Error(made.refused)
      const checking = new CheckingChooser(made.chooser, new StubbornDefinition(program))
      runSearch(program, { ...everything, chooser: checking })
      const { sets, complete, wrong } = checking.checked
      expect({ complete, wrong }).toEqual({ complete: sets })
    },
    limitMs,
  )
})
