import { cell, check, system } from 'lockproof'
import { alwaysSafe, eresource } from 'lockproof/eresource'
import { describe, expect, test } from 'vitest'
import { propertyLines } from '../../src/report/text/properties-text.ts'
import type { Answer } from '../../src/verdict/verdict.ts'
import { page, verdict } from './fake.ts'

function answer(name: string, result: Answer['result'], partOf?: string): Answer {
  return { name, kind: 'always', result, violatingStates: result === 'violated' ? 1 : 0, ...(partOf && { partOf }) }
}

function told(answers: readonly Answer[], showsAll = false): readonly string[] {
  return propertyLines(verdict({ answers }), { ...page(100), showsAll })
}

describe('properties of a library', () => {
  test('have one line, beside those of the design', () => {
    const answers = ['a', 'b', 'c'].map((name) => answer(name, 'holds', 'safe(m)'))
    expect(told([...answers, answer('mine', 'holds')])).toEqual(['  ✓  safe(m)      3 properties', '  ✓  always mine'])
    expect(told(answers, true)).toEqual(['  ✓  always a', '  ✓  always b', '  ✓  always c'])
  })

  test('have one for each thing that is known; what is violated has its own', () => {
    const answers = [
      answer('a', 'unknown', 'safe(m)'),
      answer('b', 'violated', 'safe(m)'),
      answer('c', 'unknown', 'safe(m)'),
      answer('d', 'holds', 'safe(m)'),
      answer('e', 'unknown', 'safe(n)'),
    ]
    expect(told(answers)).toEqual([
      '  ?  safe(m)   2 of 4 properties not decided',
      '  ✗  always b  violated',
      '  ✓  always d',
      '  ?  always e  not decided',
    ])
  })

  test('are answers of their own in a verdict', () => {
    const idle = system('idle', (tools) => {
      const { R, Q } = tools.shared({ R: eresource(), Q: eresource() })
      tools.thread('T', () => R.ExFreePool())
      alwaysSafe(tools, { R, Q })
    })
    const parts = check(idle).answers.filter(({ partOf }) => partOf === 'alwaysSafe(R, Q)')
    expect(parts.map(({ name }) => name)).toHaveLength(14)
    expect(parts.map(({ name }) => name)).toContain('S1 an exclusive owner is alone (Q)')
  })

  test('an option that there is not is refused', () => {
    const slip = system('slip', ({ shared, thread, always }) => {
      const { x } = shared({ x: cell([0, 1]) })
      thread('T', () => x.store(1))
      always('any', [x], () => true, { partof: 'safe' } as never)
    })
    expect(() => check(slip)).toThrow('always has no option partof: expected one of partOf. Did you mean partOf?')
  })
})
