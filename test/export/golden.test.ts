import { describe, expect, test } from 'vitest'
import { graphText, six, tableText } from './six.ts'

describe('six results', () => {
  test.each(six)('%s as graphs', async (name, system) => {
    for (const kind of ['dot', 'mermaid', 'aut', 'json'] as const)
      await expect(graphText(system, kind).text).toMatchFileSnapshot(
        `golden/${name}.${kind === 'mermaid' ? 'mmd' : kind}`,
      )
  })

  test.each(six)('%s for other checkers', async (name, system) => {
    await expect(tableText(system, 'promela').text).toMatchFileSnapshot(`golden/${name}.pml`)
    await expect(tableText(system, 'etf').text).toMatchFileSnapshot(`golden/${name}.etf`)
  })
})
