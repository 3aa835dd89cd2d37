import { atomically, cell, cells, choose, note, type System, system, threadIds } from 'lockproof'

/** Moves a coin from one purse to the other: as two steps, or as one. */
const transfer = (name: string, isAtomic: boolean): System =>
  system(name, ({ shared, thread, always, expectVerdict }) => {
    const { left, right } = shared({ left: cell([1, 0]), right: cell([0, 1]) })
    const move = function* () {
      yield* left.store(0)
      yield* right.store(1)
    }
    thread('T', () => (isAtomic ? atomically(move) : move()))
    always('no coin is lost', [left, right], (l, r) => l + r === 1)
    expectVerdict(isAtomic ? 'verified' : { violates: 'no coin is lost', steps: 1 })
  })

export const inOneStep: System = transfer('transfer', true)
export const inTwoSteps: System = transfer('transfer, torn', false)

/** A choice is part of the step that follows it; each of its options is a way of its own. A note is no step. */
export const coins: System = system('coins', ({ shared, threads, reachable }) => {
  const ids = threadIds(2)
  const { coin } = shared({ coin: cells(ids, ['unknown', 'heads', 'tails']) })
  threads(ids, function* (me) {
    const side = yield* choose(['heads', 'tails'])
    yield* note('tossed')
    yield* coin.at(me).store(side)
  })
  reachable('one of each', [coin], ([one, two]) => one === 'heads' && two === 'tails')
})
