import { check, type ObjectOptions, object, proc, type System, system, type ThreadId, threadIds } from 'lockproof'
import { describe, expect, test } from 'vitest'

type Box = { readonly items: number; readonly last: ThreadId | null }
type BoxOptions = ObjectOptions<Box, { isFull(box: Box): boolean }>

/** Each thread puts something in, and then there are too many. */
function filling(options: BoxOptions, call?: (box: unknown) => string): System {
  return system('filling', ({ shared, threads, always }) => {
    const { box } = shared({
      box: object<Box>({ items: 0, last: null })(
        {
          put(b, me: ThreadId) {
            b.items++
            b.last = me
          },
        },
        { reads: { isFull: ({ items }) => items === 2 }, ...options },
      ),
    })
    const put = proc((to: typeof box, me: ThreadId) => to.put(me), { name: 'put', ...(call && { call }) })
    threads(threadIds(2), (me) => put(box, me))
    always('few', [box], ({ items }) => items < 2)
  })
}

describe('words of an object', () => {
  test('are in the trace wherever its value is', () => {
    const trace = check(filling({ words: ({ items }) => `${items} of 2` })).violation?.trace
    expect(trace?.initial[0]).toMatchObject({ value: { items: 0 }, words: '0 of 2' })
    expect(trace?.steps.map(({ changes }) => changes.map(({ words }) => words))).toEqual([['1 of 2'], ['2 of 2']])
    expect(trace?.final[0]).toMatchObject({ words: '2 of 2' })
  })

  test('stand for a change only where they say it', () => {
    const trace = check(filling({ words: () => 'a box' })).violation?.trace
    expect(trace?.steps[0]?.changes).toEqual([expect.not.objectContaining({ words: 'a box' })])
  })

  test.each([
    [() => 3 as never, 'how box is said in words is not known: words of box answered 3: expected a text.'],
    [
      () => {
        throw new RangeError('none')
      },
      'how box is said in words is not known: words of box threw RangeError: none. It only explains, and must not fail.',
    ],
  ])('cost nothing but what they say where they go wrong', (words, text) => {
    const { violation, warnings } = check(filling({ words }))
    expect(violation?.property).toBe('few')
    expect(violation?.trace?.initial[0]).not.toHaveProperty('words')
    expect(warnings.map((warning) => warning.text)).toEqual([expect.stringContaining(text)])
  })
})

describe('the call of a proc', () => {
  test('is told with the step that is part of it', () => {
    const { violation } = check(filling({}, () => 'put(box)'))
    expect(violation?.trace?.steps[0]?.calls).toEqual([
      { text: 'put(box)', from: 0, to: 1, begins: true, returns: true },
    ])
  })

  test('costs nothing but what it says where it goes wrong', () => {
    const { violation, warnings } = check(filling({}, () => 1 as never))
    expect(violation?.trace?.steps[0]).not.toHaveProperty('calls')
    expect(warnings.map(({ text }) => text)).toEqual([
      'what a routine is called is not known: call of put answered 1: expected a text.',
    ])
  })
})

test.each<[BoxOptions, string]>([
  [{ checks: ['put'] }, "checks: ['put']: expected methods of the object that only read: isFull."],
  [{ bookkeeping: ['isFull'] }, "bookkeeping: ['isFull']: expected methods of the object that change it: put."],
  [{ waits: ['isfull'] }, "waits: ['isfull']: expected methods of the object: put, isFull. Did you mean isFull?"],
])('an option that names no such method is refused: %j', (options, message) => {
  expect(() => check(filling(options))).toThrow(message)
})
