import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const textOf = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

test('the workflow runs what .ci/run runs, on the oldest Node that is promised', () => {
  const workflow = textOf('.github/workflows/ci.yml')
  const oldest = JSON.parse(textOf('package.json')).engines.node.replace('>=', '')
  expect(workflow).toContain(`node: ['${oldest}', `)
  expect(workflow).toMatch(/- run: \.ci\/run\n$/)
})
