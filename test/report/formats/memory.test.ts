import { describe, expect, test } from 'vitest'
import { published, raised } from '../../../examples/memory/message.ts'
import { at } from '../../../src/errors/at.ts'
import { annotations } from '../../../src/report/formats/annotations.ts'
import { junitReport } from '../../../src/report/formats/junit.ts'
import { markdownReport } from '../../../src/report/formats/markdown.ts'
import { mermaidDiagram } from '../../../src/report/formats/mermaid.ts'
import { sarifReport } from '../../../src/report/formats/sarif.ts'
import { systemData } from '../../../src/report/html/system-data.ts'
import { runOf } from './six.ts'

const run = runOf(
  [
    ['examples/memory/message.ts', 'published', published],
    ['examples/memory/message.ts', 'raised', raised],
  ],
  { memory: 'pso' },
)

describe('over which memory something was found', () => {
  test.each([
    [
      'Markdown',
      markdownReport(run),
      /^\| ✅ \| published .*\| verified under PSO \|.*\n.*\| violated under PSO: data race/m,
    ],
    ['JUnit', junitReport(run), /message="violated under PSO: data race/],
    ['annotations', annotations(run), /violated under PSO: data race/],
    ['SARIF', sarifReport(run), /raised under PSO: /],
  ])('stands in %s', (_, text, said) => {
    expect(text).toMatch(said)
  })

  test('stands in the title of a page', async () => {
    const [right, wrong] = await Promise.all(run.systems.map((one, i) => systemData(one, `s${i}`, new Map())))
    expect([right?.word, wrong?.word]).toEqual(['verified under PSO', 'violated under PSO'])
    expect(at(run.systems, 1, 'systems').verdict?.memory).toBe('pso')
  })
})

test('what a buffer makes visible, and what is not seen, stands in a diagram, without buffers that do nothing', () => {
  const trace = at(run.systems, 1).verdict?.violation?.trace
  const diagram = trace === undefined ? '' : mermaidDiagram(trace)
  expect(diagram).toContain('ready = 1 of step 2 becomes visible')
  expect(diagram).toContain("reads 'empty', though step 1 (writer, message.ts:8) wrote 'full'")
  expect(diagram).toContain('as writer.buffer')
  expect(diagram).not.toContain('reader.buffer')
})
