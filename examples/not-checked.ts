import { cell, forever, rest, type System, system } from 'lockproof'

/** A thread that may never get its turn: the other is faster each time. That is no state, and nobody asks for it. */
const overtaking = (name: string, isAsked: boolean): System =>
  system(name, ({ shared, regions, thread, always, starvationFree, expectVerdict }) => {
    const { flag } = shared({ flag: cell(['free', 'taken']) })
    const { trying, critical } = regions('trying', 'critical')
    thread('patient', function* () {
      yield* trying(() => flag.when('free').store('taken'))
      yield* critical(() => flag.store('free'))
    })
    thread('greedy', function* () {
      yield* forever(function* () {
        yield* rest()
        yield* trying(() => flag.when('free').store('taken'))
        yield* critical(() => flag.store('free'))
      })
    })
    always('mutual exclusion', [critical], (inside) => inside.length <= 1)
    if (!isAsked) return
    starvationFree(trying, critical)
    expectVerdict({ starves: 'patient', stem: 0, cycle: 3 })
  })

export const unasked: System = overtaking('overtaken', false)
export const asked: System = overtaking('overtaken, asked', true)
