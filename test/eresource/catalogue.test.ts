import { check, type System } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { catalogue } from '../../examples/eresource/catalogue.ts'
import type { Scenario } from '../../examples/eresource/scenario.ts'

/** `verified`, or what is wrong and after how many steps. */
function outcomeOf(system: System): string {
  const { verdict, violation, expected, stoppedBy } = check(system)
  expect(expected.isAsExpected, `${system.name}: ${violation?.message ?? verdict}`).toBe(true)
  if (violation === undefined) return stoppedBy ?? verdict
  const steps = violation.trace === undefined ? '' : `, ${violation.trace.steps.length}`
  return `${violation.property ?? (violation.kind === 'deadlock' ? 'deadlock' : codeOf(violation.message))}${steps}`
}

/** The code or the name of a failure, without who and what. */
function codeOf(message: string): string {
  return /0x[\dA-F]+(\/0x[\dA-F]+)?|SDV \w+|\w+(?: \w+)*(?=:)/.exec(message.replace(/^T\d: /, ''))?.[0] ?? message
}

/** Of the scenario and of what it shows besides; the steps are those of the shortest counterexample, with its cycle once. */
const verdicts: Readonly<Record<string, readonly string[]>> = {
  B1: ['deadlock, 2'],
  B2: ['deadlock, 3'],
  B3: ['starvation freedom, 2'],
  B4: ['no update is lost, 11'],
  B5: ['deadlock, 3'],
  B6: ['verified', 'deadlock, 3'],
  B7: ['deadlock, 5'],
  B8: ['deadlock, 6'],
  B9: ['deadlock, 4'],
  B10: ['deadlock, 2'],
  B11: ['deadlock, 4'],
  B12: ['deadlock, 4'],
  B13: ['deadlock, 6'],
  B14: ['deadlock, 4', '0xC4/0x37, 1', 'S15 T0 has APCs disabled while it owns R, 1'],
  B15: ['a reader sees both halves of an update, 4'],
  B16: ['deadlock, 6', '0xC4/0x38, 4'],
  B17: ['0xC4/0x3E, 1', '0x1, 4', '0xC4/0xC5, 4', '0x20, 4'],
  B18: ['0xE3, 4'],
  B19: ['0xE3, 3'],
  B20: ['0xE3, 3', 'exclusive excludes shared, 4'],
  B21: ['deadlock, 4', 'SDV ExclusiveResourceAccess, 4'],
  B22: ['0xE3, 4', 'one writer at a time, 5'],
  B23: ['convertMisuse, 1', 'exclusive excludes shared, 3'],
  B24: ['convertMisuse, 2', 'a reader that waited behind the writer comes after it, 5'],
  B25: ['two work at the same time'],
  B26: ['deadlock, 5'],
  B27: ['deleteWhileOwned, 4', 'use after free, 5'],
  B28: ['0xC4/0xD2, 4', 'missing delete, 4'],
  B29: ['0xC4/0xD0, 2', '0xC4/0xD1, 3', '0xC4/0xD1, 1', 'doubleInit, 2', 'doubleDelete, 3'],
  B30: ['deadlock, 3', '0xE3, 3'],
  B31: ['starvation freedom, 6'],
  B32: ['starvation freedom, 5'],
  B33: ['0xC4/0x20007, 1'],
  B34: ['0xE3, 3'],
  B35: ['0x132, 2'],
  B36: ['deadlock, 10'],
  B37: ['deadlock, 2', 'orphan, 4', '0x20, 3'],
  B38: ['a new thread owns nothing, 5'],
  B39: ['0xE3, 6', 'exclusive excludes shared, 7'],
  B40: ['T0 keeps it though T1 waits, 3'],
  B41: ['progress, 6'],
  B42: ['deadlock, 4'],
  B43: ['recursion overflow, 4'],
  B44: ['verified', 'verified', 'verified', 'verified', 'verified'],
}

describe('catalogue of mistakes', () => {
  test('lists B1 to B44 in order, each with a cause and a repair', () => {
    expect(catalogue.map(({ id }) => id)).toEqual(Array.from({ length: 44 }, (_, n) => `B${n + 1}`))
    for (const { cause, fix, name } of catalogue) expect([cause, fix, name]).not.toContain('')
  })

  test.each(catalogue)('$id $name', ({ id, system, also }: Scenario) => {
    expect([system, ...also].map(outcomeOf)).toEqual(verdicts[id])
  })

  test.each(catalogue.filter(({ fixed }) => fixed !== null))('$id repaired: $fix', ({ fixed }: Scenario) => {
    expect(fixed === null ? undefined : outcomeOf(fixed)).toBe('verified')
  })
})
