import { expect, test } from 'vitest'
import { textOf } from './pages.ts'

const lines = textOf('README.md').split('\n')

test('README.md is short, and says first what is not checked', () => {
  expect(lines.length - 1).toBeLessThanOrEqual(180)
  expect(lines.find((line) => line.startsWith('## '))).toBe('## What is not checked')
})
