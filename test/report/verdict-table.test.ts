import { describe, expect, test } from 'vitest'
import { type TableRow, verdictTable } from '../../src/report/text/verdict-table.ts'
import { page, verdict } from './fake.ts'

const families = ['oneCondition', 'oneConditionBroadcast', 'noRecheck'].map(
  (exportName, i): TableRow => ({
    file: 'locks/queue.ts',
    system: 'bounded queue',
    exportName,
    parameters: { producers: 2, consumers: 2, capacity: 1, items: 2, wake: 'signal', conds: i },
    verdict: verdict(),
  }),
)
const alone: TableRow = {
  file: 'locks/long.ts',
  system: 'a lock whose name says in many words what it does, when, for whom and why it does it at all',
  exportName: 'long',
  parameters: {},
  verdict: { missing: 'error M004' },
}

const widest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length))

describe('a table of verdicts', () => {
  test('cuts no name where nothing is a terminal, and has a line for each system', () => {
    const lines = verdictTable([...families, alone], page(100)).split('\n')
    expect(lines.filter((line) => line.includes('bounded queue, producers=2'))).toHaveLength(3)
    expect(lines.some((line) => line.includes(alone.system))).toBe(true)
  })

  test.each([80, 200])('keeps %d columns of a terminal, and names whole', (width) => {
    const text = verdictTable([...families, alone], page(width, true))
    expect(widest(text)).toBeLessThanOrEqual(width)
    expect(text).not.toContain('…')
    expect(text.replace(/\s+/g, ' ')).toContain('many words')
  })

  test('tells systems of one name apart by their exports', () => {
    expect(verdictTable(families, page(200))).toMatchInlineSnapshot(`
      "   system                                                                              export                 expected  verdict   steps      states    time
      ✓  bounded queue, producers=2, consumers=2, capacity=1, items=2, wake=signal, conds=0  oneCondition           verified  verified         12,345,678  1.02 s
      ✓  bounded queue, producers=2, consumers=2, capacity=1, items=2, wake=signal, conds=1  oneConditionBroadcast  verified  verified         12,345,678  1.02 s
      ✓  bounded queue, producers=2, consumers=2, capacity=1, items=2, wake=signal, conds=2  noRecheck              verified  verified         12,345,678  1.02 s

      3 systems: 3 as expected
      "
    `)
    expect(verdictTable([alone], page(200))).not.toContain('export')
  })

  test('has a heading for each of several files', () => {
    const lines = verdictTable([...families, alone], page(100)).split('\n')
    expect([lines[1], lines[5]]).toEqual(['locks/queue.ts', 'locks/long.ts'])
    expect(verdictTable([alone], page(100))).not.toContain('long.ts')
  })
})
