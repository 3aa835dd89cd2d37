import { afterEach, beforeEach, expect } from 'vitest'

/** What the running test printed. Code that swallows the error thrown at the print is still caught at the end of the test. */
let printed: string[] = []

function refuse(where: string): (...what: unknown[]) => never {
  return (...what) => {
    const text = `${where}: ${what.map(String).join(' ')}`
    printed.push(text)
    throw new Error(`Stray output in a test: ${text}`)
  }
}

for (const method of ['debug', 'dir', 'error', 'info', 'log', 'table', 'trace', 'warn'] as const)
  console[method] = refuse(`console.${method}`)

process.stdout.write = refuse('process.stdout')
process.stderr.write = refuse('process.stderr')

beforeEach(() => {
  printed = []
})

afterEach(() => {
  expect(printed, 'stray output').toEqual([])
})
