import { describe, expect, test } from 'vitest'
import { headline } from '../../src/report/text/headline.ts'
import { step, trace, verdict } from './fake.ts'

const sevenSteps = trace(Array.from({ length: 7 }, () => step('P0', 'x.load()')))
const property = { kind: 'property', property: 'mutual exclusion', message: '' } as const

describe('the first line', () => {
  test.each([
    ['all 1 property', verdict(), 'verified: 1 property holds in all 12,345,678 states'],
    [
      'a violation',
      verdict({
        verdict: 'violated',
        violation: { ...property, trace: sevenSteps },
        expected: { verdict: 'verified', isAsExpected: false },
      }),
      'violated: mutual exclusion, 7 steps',
    ],
    [
      'an expected violation',
      verdict({
        verdict: 'violated',
        violation: { ...property, trace: sevenSteps },
        expected: { verdict: 'violated: mutual exclusion', isAsExpected: true },
      }),
      'violated: mutual exclusion, 7 steps, as expected',
    ],
    [
      'a violation without its way',
      verdict({ verdict: 'violated', violation: property }),
      'violated: mutual exclusion',
    ],
    [
      'a deadlock',
      verdict({
        verdict: 'violated',
        violation: { kind: 'deadlock', message: '', trace: trace([step('P0', 'x.load()')]) },
      }),
      'violated: deadlock, 1 step',
    ],
    [
      'what is never reached',
      verdict({ verdict: 'violated', violation: { kind: 'unreachable', property: 'both compete', message: '' } }),
      'violated: both compete is unreachable',
    ],
    [
      'a limit',
      verdict({ verdict: 'incomplete', stoppedBy: 'memory' }),
      'incomplete: stopped by the memory limit after 12,345,678 states; nothing violated so far',
    ],
    [
      'a symmetry that was not proved',
      verdict({ verdict: 'incomplete', stoppedBy: 'proof', reduction: 'all', states: 7 }),
      'incomplete: nothing violated in 7 states that stand for all if the threads are alike, which is ASSUMED',
    ],
    [
      'Ctrl-C',
      verdict({ verdict: 'incomplete', stoppedBy: 'interrupt', states: 1 }),
      'incomplete: interrupted after 1 state; nothing violated so far',
    ],
  ])('says %s', (_, given, expected) => {
    expect(headline(given)).toBe(expected)
  })
})
