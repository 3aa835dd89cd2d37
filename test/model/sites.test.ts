import { check, step, system } from 'lockproof'
import { expect, test } from 'vitest'

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
