import { UsageError } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { parseParameters, shellWord, splitArguments } from '../../src/cli/chosen/arguments.ts'
import { sizeBytes, states, timeMs } from '../../src/cli/terminal/units.ts'
import { suggestion } from '../../src/errors/suggestion.ts'

describe('quantities', () => {
  test.each([
    ['2e6', states, 2_000_000],
    ['1_000', states, 1000],
    ['1.5M', states, 1_500_000],
    ['4GiB', sizeBytes, 2 ** 32],
    ['500 MB', sizeBytes, 5e8],
    ['2g', sizeBytes, 2 ** 31],
    ['90', timeMs, 90_000],
    ['90s', timeMs, 90_000],
    ['5min', timeMs, 300_000],
    ['250ms', timeMs, 250],
  ])('%s', (text, parse, expected) => {
    expect(parse('--limit', text)).toBe(expected)
  })

  test.each(['', 'x', '1constructor', '2 valueOf', '-1', '0', '3 apples', '1e400'])('%j is none', (text) => {
    expect(() => states('--limit-states', text)).toThrow(UsageError)
  })
})

describe('words', () => {
  test('are files where they end like one, and the first always', () => {
    expect(splitArguments(['locks', 'mcs', 'more.mts', 'ticket'])).toEqual({
      files: ['locks', 'more.mts'],
      systems: ['mcs', 'ticket'],
    })
  })

  test('of a parameter are a name and a value, which may have an equals sign', () => {
    expect([...parseParameters(['N=4', 'text=a=b', 'empty='])]).toEqual([
      ['N', '4'],
      ['text', 'a=b'],
      ['empty', ''],
    ])
  })

  test('are quoted for the shell where they must be', () => {
    const words = ['locks/mcs.ts', 'N=4', 'naive flag', "it's", 'all[0]', 'my\\lock.ts', 'a,b', '']
    expect(words.map(shellWord)).toEqual([
      'locks/mcs.ts',
      'N=4',
      '"naive flag"',
      '"it\'s"',
      '"all[0]"',
      '"my\\lock.ts"',
      '"a,b"',
      "''",
    ])
  })

  test('are quoted for sh where no quotes do everywhere', () => {
    expect(['$lock', 'say "no"', "it's 5 %", 'dir\\'].map(shellWord)).toEqual([
      `'$lock'`,
      `'say "no"'`,
      `'it'\\''s 5 %'`,
      `'dir\\'`,
    ])
  })

  test('nearly known are suggested, others not', () => {
    const known = ['check', 'list', 'replay', 'N']
    expect(['chek', 'LIST', 'repaly', 'M', 'zebra'].map((word) => suggestion(word, known))).toEqual([
      ' Did you mean check?',
      ' Did you mean list?',
      ' Did you mean replay?',
      '',
      '',
    ])
  })
})
