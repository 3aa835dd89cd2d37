import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { automatonOf } from '../src/explorer/ltl/automaton-of.ts'
import { ltl, negation } from '../src/explorer/ltl/parse.ts'
import { formula, lasso, textOf } from './arbitraries/ltl-formula.ts'
import { accepts, satisfies } from './naive-ltl.ts'

const some = fc.integer({ min: 0, max: 6 }).chain(formula)
const lassos = fc.array(lasso, { minLength: 4, maxLength: 4 })

describe('an automaton of a formula', () => {
  test('accepts the words that satisfy it, and that of its negation the others', () => {
    const law = fc.property(some, lassos, fc.nat(), (naive, words, spelling) => {
      let calls = spelling
      const text = textOf(naive, (count) => calls++ % count)
      const parsed = ltl(text)
      const automaton = automatonOf(parsed)
      const opposite = automatonOf(negation(parsed))
      const answers = words.map((word) => ({
        word,
        is: [accepts(automaton, parsed.propositions, word), accepts(opposite, parsed.propositions, word)],
        must: [satisfies(word, naive), !satisfies(word, naive)],
      }))
      expect(answers.filter(({ is, must }) => is.join() !== must.join())).toEqual([])
    })
    fc.assert(law, { numRuns: 2_000 })
  })
})
