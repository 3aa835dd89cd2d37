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
  test('names a memory above the verdicts, once', () => {
    const over = families.map((row) => ({ ...row, verdict: { ...verdict(), memory: 'cpp20' as const } }))
    const [head, ...lines] = verdictTable(over, page(100)).split('\n')
    expect(head).toContain('verdict under C++20 memory')
    expect(lines.join('\n')).not.toContain('under')
    expect(verdictTable(families, page(100))).not.toContain('under')
  })

  test('cuts no name where nothing is a terminal, and has a line for each system', () => {
    const lines = verdictTable([...families, alone], page(100)).split('\n')
    expect(lines.filter((line) => line.includes('bounded queue, conds='))).toHaveLength(3)
    expect(lines.some((line) => line.includes(alone.system))).toBe(true)
  })

  test.each([80, 200])('keeps %d columns of a terminal, and names whole', (width) => {
    const text = verdictTable([...families, alone], page(width, true))
    expect(widest(text)).toBeLessThanOrEqual(width)
    expect(text).not.toContain('…')
    expect(text.replace(/\s+/g, ' ')).toContain('many words')
  })

  test('has no column of times where they are left out, and one of growth in a sweep', () => {
    const { elapsedMs, compileMs, searchMs, ...untimed } = verdict()
    const rows = families.map((row, n) => ({ ...row, verdict: n === 0 ? untimed : { ...untimed, growth: 3 * n } }))
    const [head, ...lines] = verdictTable(rows, page(200)).split('\n')
    expect(head).toMatch(/ states {2}growth$/)
    expect(lines.slice(0, 3).map((line) => /12,345,678 *(\S*)$/.exec(line)?.[1])).toEqual(['', '×3.0', '×6.0'])
    expect(verdictTable([...rows, alone], page(200))).toContain('growth  time')
  })

  test('tells systems of one name apart by their exports', () => {
    expect(verdictTable(families, page(200))).toMatchInlineSnapshot(`
      "   system                  export                 expected  verdict   steps      states    time
      ✓  bounded queue, conds=0  oneCondition           verified  verified         12,345,678  1.02 s
      ✓  bounded queue, conds=1  oneConditionBroadcast  verified  verified         12,345,678  1.02 s
      ✓  bounded queue, conds=2  noRecheck              verified  verified         12,345,678  1.02 s

      3 systems: 3 as expected
      "
    `)
    expect(verdictTable([alone], page(200))).not.toContain('export')
  })

  test('says of systems of one name the parameters in which they differ, and of others all', () => {
    const [first] = families
    expect(verdictTable(families.slice(0, 1), page(200))).toContain('bounded queue, producers=2, consumers=2, ')
    const others = first === undefined ? [] : [{ ...first, file: 'locks/other.ts' }]
    expect(verdictTable([...families, ...others], page(200)).match(/producers=2/g)).toHaveLength(1)
  })

  test.each([
    ['verified', 'verified', undefined],
    ['deadlock', 'deadlock', 'deadlock'],
    ['deadlock, 3 steps', 'deadlock', 'stuck'],
    ['T1 is stuck, 3 steps', 'stuck', 'stuck'],
    ['deadlock is stuck', 'stuck', 'deadlock'],
    ['T0 starves, stem 1, cycle 4', 'starves', 'liveness'],
    ['violated: progress', 'violated', 'liveness'],
    ['violated: T0 starves', 'violated', 'property'],
    ['fails: verified', 'fails', 'failure'],
  ] as const)('says of %s as expected that it is %s', (wanted, word, kind) => {
    const violation = kind === undefined ? {} : { violation: { kind, message: '', thread: 'T0' } }
    const found = { ...verdict(), ...violation, expected: { verdict: wanted, isAsExpected: true } }
    const [, row = ''] = verdictTable([{ ...alone, system: 'a lock', verdict: found }], page(200)).split('\n')
    expect(row.split(/ {2,}/u).slice(0, 3)).toEqual(['✓', 'a lock', word])
  })

  test('says what was expected where that was not found', () => {
    const expected = { verdict: 'T0 starves, stem 1, cycle 4', isAsExpected: false }
    const row = { ...alone, system: 'a lock', verdict: verdict({ expected }) }
    expect(verdictTable([row], page(200))).toMatch(/^✗ {2}a lock {2}T0 starves, stem 1, cycle 4 {2}verified /m)
  })

  test('leaves room on a terminal for the verdict that is most read', () => {
    const stuck = { ...verdict(), verdict: 'violated', violation: { kind: 'deadlock', message: '' } } as const
    const rows = families.map((row) => ({ ...row, verdict: stuck }))
    expect(verdictTable(rows, page(80, true)).match(/violated: deadlock/g)).toHaveLength(3)
  })

  test('leaves the parameters of namesakes out where they do not fit, since the exports are there', () => {
    expect(verdictTable(families, page(80, true))).not.toContain('conds')
    expect(verdictTable(families, page(120, true))).toContain('bounded queue, conds=1')
    const exact = widest(verdictTable(families, page(120, true)))
    const style = { ...page(80).style, green: (text: string) => `\u001b[32m${text}\u001b[39m` }
    expect(verdictTable(families, { ...page(exact, true), style })).toContain('conds=1')
    expect(verdictTable(families, { ...page(exact - 1, true), style })).not.toContain('conds=1')
    expect(verdictTable([{ ...alone, parameters: { N: 3 } }], page(80, true))).toContain('N=3')
  })

  test('is not widened by a long verdict, which stands there whole', () => {
    const long = { kind: 'failure', message: '', property: undefined, trace: undefined }
    const property = `whoever reads sees ${'both halves and '.repeat(5)}no third`
    const violated = { ...verdict(), verdict: 'violated', violation: { ...long, kind: 'property', property } } as never
    const one = { ...alone, file: 'locks/queue.ts' }
    const lines = verdictTable([...families, { ...one, system: 'long', verdict: violated }], page(100)).split('\n')
    expect(lines[1]?.length).toBeLessThan(140)
    expect(lines[4]).toContain(`violated: ${property}  `)
  })

  test('has a heading for each of several files', () => {
    const lines = verdictTable([...families, alone], page(100)).split('\n')
    expect([lines[1], lines[5]]).toEqual(['locks/queue.ts', 'locks/long.ts'])
    expect(verdictTable([alone], page(100))).not.toContain('long.ts')
  })
})
