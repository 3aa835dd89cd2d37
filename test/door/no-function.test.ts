import { cell, check, fold, loop, ModelError, object, proc, repeat, type step, system, type Tools } from 'lockproof'
import { expect, test } from 'vitest'

/** As plain JavaScript may give it. */
const given = (value: unknown): never => value as never

/** What is given in place of a function, by what was to be one. */
const designs: Readonly<Record<string, (tools: Tools) => void>> = {
  'T: expected a function, saw 5': ({ thread }) => thread('T', given(5)),
  "'p': expected a function, saw 'q'": ({ always, shared, thread }) => {
    const { x } = shared({ x: cell([0, 1]) })
    always('p', [x], given('q'))
    thread('T', () => x.store(1))
  },
  'loop: expected a function, saw undefined': ({ thread }) =>
    thread('T', function* () {
      yield* loop(1, given(undefined))
    }),
  'repeat: expected a function, saw null': ({ thread }) =>
    thread('T', function* () {
      yield* repeat(2, given(null))
    }),
  'fold: expected a function, saw 1': ({ thread }) =>
    thread('T', function* () {
      yield* fold([1], 0, given(1))
    }),
  "proc: expected a function, saw 'body'": ({ thread }) => thread('T', proc(given('body'))),
  'x.update(…): expected a function, saw 3': ({ shared, thread }) => {
    const { x } = shared({ x: cell([0, 1]) })
    thread('T', () => x.update(given(3)))
  },
  'x.waitUntil(…): expected a function, saw {}': ({ shared, thread }) => {
    const { x } = shared({ x: cell([0, 1]) })
    thread('T', () => x.waitUntil(given({})))
  },
  'x.m(): expected a function, saw 4': ({ shared, thread }) => {
    const { x } = shared({ x: object({ a: 1 })({ m: given(4) }) })
    thread('T', () => (x as unknown as { m(): ReturnType<typeof step> }).m())
  },
  "x.store(1).recording: expected a function, saw 'no'": ({ shared, thread }) => {
    const { x } = shared({ x: cell([0, 1]) })
    thread('T', () => x.store(1).recording(given('no')))
  },
}

test.each(Object.entries(designs))('%s', (message, describe) => {
  expect(refusal(describe)).toMatchObject({ code: 'M012', message: expect.stringContaining(message) })
})

test('what recording answers is an update of a ghost, or nothing', () => {
  const refused = refusal(({ shared, ghosts, thread }) => {
    const { x } = shared({ x: cell([0, 1]) })
    const { seen } = ghosts({ seen: cell([0, 1]) })
    thread('T', () => x.store(1).recording(() => given(seen)))
  })
  expect(refused).toMatchObject({
    code: 'M012',
    message: expect.stringContaining('x.store(1): recording answered seen: expected an update'),
  })
})

function refusal(describe: (tools: Tools) => void): unknown {
  try {
    return check(system('no function', describe)).verdict
  } catch (error) {
    return error instanceof ModelError ? error : String(error)
  }
}
