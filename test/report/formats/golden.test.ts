import { describe, expect, test } from 'vitest'
import { annotations } from '../../../src/report/formats/annotations.ts'
import { itfTrace } from '../../../src/report/formats/itf.ts'
import { jsonReport } from '../../../src/report/formats/json.ts'
import { junitReport } from '../../../src/report/formats/junit.ts'
import { markdownReport } from '../../../src/report/formats/markdown.ts'
import { mermaidReport } from '../../../src/report/formats/mermaid.ts'
import { sarifReport } from '../../../src/report/formats/sarif.ts'
import { six } from './six.ts'

const golden = (name: string): string => `./golden/${name}`

describe('formats of six results are as they were looked at', () => {
  test.each([
    ['json', jsonReport],
    ['junit.xml', junitReport],
    ['sarif', sarifReport],
    ['md', markdownReport],
    ['annotations.txt', annotations],
  ])('%s', async (name, format) => {
    await expect(format(six)).toMatchFileSnapshot(golden(`six.${name}`))
  })

  const violated = six.systems.flatMap((one) => {
    const violation = one.verdict?.violation
    return violation?.trace === undefined ? [] : [[one.exportName, { one, violation, trace: violation.trace }] as const]
  })

  test('five have a run', () => {
    expect(violated).toHaveLength(5)
  })

  test.each(violated)('%s.mmd', async (name, { one, violation, trace }) => {
    await expect(mermaidReport(one, violation, trace)).toMatchFileSnapshot(golden(`${name}.mmd`))
  })

  test.each(violated)('%s.itf.json', async (name, { one, violation, trace }) => {
    await expect(itfTrace(one, violation, trace)).toMatchFileSnapshot(golden(`${name}.itf.json`))
  })
})
