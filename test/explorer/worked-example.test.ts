import { describe, expect, test } from 'vitest'
import { unasked } from '../../examples/worked-example.ts'
import { runSearch } from '../../src/explorer/search.ts'
import { type Layout, unpack } from '../../src/explorer/states/layout.ts'
import type { ThreadChooser } from '../../src/explorer/steps/generate.ts'
import { stubbornSets } from '../../src/explorer/stubborn/sets/stubborn-sets.ts'
import { compile } from '../../src/model/compile/compile.ts'
import { finished } from '../../src/tasks/task.ts'

const threads = ['P0', 'P1', 'Q']

/** What docs/internals/example.md says of each state: P0's and P1's positions, then whom the search expands. */
function setsChosen(): string[] {
  const { program } = compile(unasked.build())
  const made = finished(stubbornSets(program, { keepsLocalStates: true }))
  if ('refused' in made) throw new Error(made.refused)
  const { chooser } = made
  const chosen: string[] = []
  let layout: Layout | undefined
  const watch: ThreadChooser = {
    keepsOwed: true,
    prepare(next) {
      layout = next
      chooser.prepare(next)
    },
    threadsToExpand(states, at) {
      const set = chooser.threadsToExpand(states, at)
      if (layout === undefined) throw new Error('a state before its layout')
      const { locals, values } = unpack(layout, states, at)
      const names = threads.filter((_, t) => (set & (1 << t)) !== 0)
      chosen.push(`${locals[0]}${locals[1]}${values[0] === 0 ? '' : 't'}: ${names.join(' ')}`)
      return set
    },
  }
  runSearch(program, { stopAtFirst: false, wantsCounterexample: false, chooser: watch })
  return chosen
}

describe('the worked example', () => {
  test('Q first, then both of P0 and P1, but one alone where both leave', () => {
    expect(setsChosen()).toMatchInlineSnapshot(`
      [
        "00: Q",
        "00: P0 P1",
        "10: P0 P1",
        "01: P0 P1",
        "20t: P0",
        "11: P0 P1",
        "02t: P1",
        "30: P1",
        "21t: P0 P1",
        "12t: P0 P1",
        "03: P0",
        "31: P1",
        "22t: P0",
        "13: P0",
        "32t: P1",
        "32: P1",
        "23t: P0",
        "33: ",
      ]
    `)
  })
})
