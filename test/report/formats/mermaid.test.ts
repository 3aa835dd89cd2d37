import { beforeAll, expect, test } from 'vitest'
import { printable } from '../../../src/model/values/printable.ts'
import { mermaidReport } from '../../../src/report/formats/mermaid.ts'
import type { ReportedRun } from '../../../src/report/reported.ts'
import { mermaidParser } from '../../setup/mermaid.ts'
import { longRun, nasty, nastyRun } from './nasty.ts'
import { six } from './six.ts'

function diagrams({ systems }: ReportedRun): readonly string[] {
  return systems.flatMap((one) => {
    const violation = one.verdict?.violation
    return violation?.trace === undefined ? [] : [mermaidReport(one, violation, violation.trace)]
  })
}

let parse: (text: string) => Promise<unknown>

beforeAll(async () => {
  parse = await mermaidParser()
}, 60_000)

test.each([
  ['six results', six, 5],
  ['names that are markup', nastyRun, 1],
  ['a long run', longRun, 1],
])('%s: read by Mermaid', async (_, run, count) => {
  const texts = diagrams(run)
  expect(texts).toHaveLength(count)
  for (const text of texts) expect(await parse(text)).toMatchObject({ diagramType: 'sequence' })
})

test('Mermaid refuses what is none', async () => {
  await expect(parse('sequenceDiagram\n  a->>b: 1 x; y z')).rejects.toThrow()
})

test('a long run is told by turns', () => {
  const [text = ''] = diagrams(longRun)
  expect(text.split('\n').length).toBeLessThan(20)
  expect(text).toMatch(/1–\d+ /)
})

test('a name comes back as it was', () => {
  const [text = ''] = diagrams(nastyRun)
  const said = text.replace(/#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code)))
  expect(said).toContain(`participant p2 as flag\n  p0->>p2: 1 flag.store('${printable(`${nasty}2`)}')`)
})
