import { readFileSync } from 'node:fs'
import type { Answer, Ground, Verdict, Violation, Warning } from 'lockproof'
import { expect, test } from 'vitest'

const schema = JSON.parse(readFileSync('docs/verdict.schema.json', 'utf8'))
const { $defs } = schema
const { properties } = $defs.verdict

/** All words of a type: the compiler refuses one too many, and one that is missing. */
const wordsOf = <Word extends string>(words: { readonly [W in Word]: true }): string[] => Object.keys(words).toSorted()

const kindsIn = (of: { oneOf: { properties: { kind: { const: string } } }[] }): string[] =>
  of.oneOf.map((one) => one.properties.kind.const).toSorted()

test.each([
  [
    'verdict',
    properties.verdict.enum,
    wordsOf<Verdict['verdict']>({ verified: true, violated: true, incomplete: true }),
  ],
  [
    'stoppedBy',
    properties.stoppedBy.enum,
    wordsOf<NonNullable<Verdict['stoppedBy']>>({
      states: true,
      memory: true,
      time: true,
      interrupt: true,
      bound: true,
      proof: true,
      room: true,
    }),
  ],
  [
    'search',
    properties.search.enum,
    wordsOf<Verdict['search']>({
      'breadth first': true,
      'depth first': true,
      'random walk': true,
      PCT: true,
      'preemption bound': true,
    }),
  ],
  [
    'reduction',
    properties.reduction.enum,
    wordsOf<Verdict['reduction']>({ none: true, stubborn: true, symmetry: true, all: true }),
  ],
  [
    'kind of an answer',
    $defs.answer.properties.kind.enum,
    wordsOf<Answer['kind']>({
      always: true,
      never: true,
      reachable: true,
      'no failure': true,
      'no deadlock': true,
      'nobody stuck': true,
      answers: true,
      waiting: true,
      'starvation freedom': true,
      progress: true,
      'leads to': true,
      'infinitely often': true,
      eventually: true,
      'bounded bypass': true,
      'first come, first served': true,
      ltl: true,
    }),
  ],
  [
    'kind of a violation',
    $defs.violation.properties.kind.enum,
    wordsOf<Violation['kind']>({
      property: true,
      deadlock: true,
      stuck: true,
      failure: true,
      unreachable: true,
      liveness: true,
      answers: true,
      waiting: true,
    }),
  ],
  [
    'kind of a ground',
    kindsIn($defs.ground),
    wordsOf<Ground['kind']>({
      'not reduced': true,
      'stubborn sets': true,
      'conflicting objects': true,
      'conflicting steps': true,
      'no stubborn sets': true,
      settled: true,
      symmetry: true,
      'not alike': true,
      'no symmetry': true,
      'found reduced': true,
      'full search': true,
      'unmerged search': true,
      'found in full': true,
      'nothing to check': true,
      orbits: true,
      'orbits not compared': true,
      'sets checked': true,
      'reduction not checked': true,
      'discovered values': true,
      'atomic blocks': true,
      assumed: true,
      'depth first': true,
      memory: true,
      fairness: true,
      'waits alike': true,
      'runs of forms': true,
      'load buffering': true,
      'mixed orders': true,
      'carries over': true,
    }),
  ],
  [
    'kind of a warning',
    kindsIn($defs.warning),
    wordsOf<Warning['kind']>({
      'region never entered': true,
      'never waits': true,
      'always answers': true,
      'no effect': true,
      'dead answer': true,
      'loop without rounds': true,
      'not explained': true,
      wraps: true,
      'one round': true,
      'nothing plain': true,
      'never rests': true,
      'only for those who come back': true,
      'ended as owner': true,
      'never begun': true,
      'spin never left': true,
      'never performed': true,
      'never called': true,
      grows: true,
      'ended while': true,
      'not replayed': true,
      'not back': true,
    }),
  ],
])('the schema has every word of %s, and no other', (_, inSchema: string[], inTypes) => {
  expect(inSchema.toSorted()).toEqual(inTypes)
})
