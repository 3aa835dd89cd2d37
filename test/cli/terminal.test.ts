import { describe, expect, test } from 'vitest'
import { pageFor } from '../../src/cli/terminal/terminal.ts'

const stream = (isTTY: boolean, columns?: number): NodeJS.WriteStream => ({ isTTY, columns }) as NodeJS.WriteStream // all that a page asks

describe('a page', () => {
  test.each([
    ['a terminal', stream(true, 132), 132, true],
    ['a very narrow terminal', stream(true, 20), 60, true],
    ['a terminal that does not know its size', stream(true, 0), 80, true],
    ['a pipe', stream(false), 100, false],
  ])('of %s has its width', (_, given, width, isTerminal) => {
    expect(pageFor(given)).toMatchObject({ width, isTerminal })
  })
})
