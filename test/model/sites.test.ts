import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { cell, check, choose, loop, object, step, system } from 'lockproof'
import { describe, expect, test } from 'vitest'

test('a stack that has no room left leaves the host as it was', () => {
  const { prepareStackTrace, stackTraceLimit } = Error
  const endless = (): unknown => [step('deeper'), endless()]
  const design = system('recursion without end', ({ thread }) => {
    thread('T', function* () {
      endless()
      yield* step('never')
    })
  })
  for (let again = 0; again < 20; again++) expect(() => check(design)).toThrow('T threw RangeError')
  expect(Error.prepareStackTrace).toBe(prepareStackTrace)
  expect(Error.stackTraceLimit).toBe(stackTraceLimit)
})

/** What is no plain data, where this file cannot say so by types. */
const odd = new Map() as unknown as number

const given = {
  'an option': () =>
    system('odd', ({ thread }) => {
      thread('T', function* () {
        yield* choose([odd]) // here
      })
    }),
  'what a loop begins with': () =>
    system('odd', ({ thread }) => {
      thread('T', function* () {
        const round = function* (n: number) {
          yield* step('never')
          return n
        }
        yield* loop(odd, round) // here
      })
    }),
  'an initial value': () =>
    system('odd', ({ shared, thread }) => {
      const { deep } = shared({ deep: object({ a: { b: { c: { d: odd } } } })({ read() {} }) }) // here
      thread('T', function* () {
        yield* deep.read()
      })
    }),
  'a domain': () =>
    system('odd', ({ shared, thread }) => {
      const { one } = shared({ one: cell([odd]) }) // here
      thread('T', function* () {
        yield* one.load()
      })
    }),
  'what is stored': () =>
    system('odd', ({ shared, thread }) => {
      const { one } = shared({ one: cell([0, 1]) })
      thread('T', function* () {
        yield* one.store(odd as 0) // here
      })
    }),
}

describe('the place of what is no plain data', () => {
  const lines = readFileSync(fileURLToPath(import.meta.url), 'utf8').split('\n')
  const places = lines.flatMap((line, i) => (line.endsWith('// here') ? [i + 1] : []))

  test.each(Object.entries(given).map(([what, of], i) => [what, of, places[i]] as const))('%s', (_, of, line) => {
    let site: string | undefined
    try {
      check(of())
    } catch (error) {
      expect(error).toMatchObject({ code: 'M005' })
      site = (error as { site?: string }).site
    }
    expect(site).toMatch(new RegExp(`sites\\.test\\.ts:${line}:\\d+$`))
  })
})
