import { cell, check, forever, modulo, proc, type Steps, type System, spinUntil, system, threadIds } from 'lockproof'
import { expect, test } from 'vitest'

/** What is stored is seen in the end: a buffer is owed its step, whoever spins. */
const seen = system('seen', ({ shared, thread, eventually, leadsTo, ltl }) => {
  const { x, done } = shared({ x: cell([0, 1]), done: cell([0, 1]) })
  thread('writer', () => x.store(1, 'relaxed'))
  thread('reader', function* () {
    yield* spinUntil(() => x.test((it) => it === 1, 'relaxed'))
    yield* done.store(1, 'relaxed')
  })
  const is = (it: number): boolean => it === 1
  eventually('all is done', [done], is)
  leadsTo('what is stored is seen', [x, done], is, (_, it) => is(it))
  ltl('F finished', { finished: [[done], is] })
})

test('under tso what must come comes: stores become visible', () => {
  expect(check(seen, { memory: 'tso' })).toMatchObject({ verdict: 'verified' })
})

/** Once it is visible nobody but the reader is owed a step, and then its buffer. */
test('without fairness no buffer owes anything', () => {
  const { answers } = check(seen, { memory: 'tso', fairness: 'none', keepGoing: true })
  const liveness = ['eventually', 'leads to', 'ltl']
  expect(answers.filter(({ kind }) => liveness.includes(kind)).map(({ result }) => result)).toEqual([
    'violated',
    'holds',
    'violated',
  ])
})

/** Two threads that take turns, or do not. */
const clients = (isTicket: boolean): System =>
  system('clients', ({ shared, threads, regions, starvationFree }) => {
    const { next, owner, flag } = shared({ next: modulo(2), owner: modulo(2), flag: cell([0, 1]) })
    const { trying, critical } = regions('trying', 'critical')
    const ticket = proc(function* ticket() {
      const mine = yield* next.fetchAdd(1, 'relaxed')
      yield* owner.waitFor(mine, 'acquire')
    })
    const unlock = (): Steps => (isTicket ? owner.add(1, 'release') : flag.store(0, 'release'))
    threads(threadIds(2), () =>
      forever(function* () {
        yield* trying(() => (isTicket ? ticket() : flag.when(0).store(1, 'acquire')))
        yield* critical(unlock)
      }),
    )
    starvationFree(trying, critical)
  })

test.each([
  ['tickets', true, 'holds'],
  ['a flag', false, 'violated'],
] as const)('under tso as under sc, who waits for %s comes in, or not', (_, isTicket, result) => {
  for (const memory of ['sc', 'tso'] as const) {
    const { answers } = check(clients(isTicket), { memory, fairness: 'weak' })
    expect(answers.find(({ kind }) => kind === 'starvation freedom')?.result).toBe(result)
  }
})

test.each(['pso', 'cpp20'] as const)('under %s nothing is said of what must come', (memory) => {
  expect(() => check(seen, { memory })).toThrow(
    `seen has what must come some time, all is done: under ${memory} memory a check knows properties of states only.`,
  )
})
