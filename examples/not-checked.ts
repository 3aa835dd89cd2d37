import { cell, forever, type System, system } from 'lockproof'

/** A thread that may never get its turn: the other is faster each time, and no state shows it. It is found where somebody asks. */
const overtaking = (name: string, isAsked: boolean): System =>
  system(name, ({ shared, regions, thread, always, starvationFree, expectVerdict }) => {
    const { flag } = shared({ flag: cell(['free', 'taken']) })
    const { trying, critical } = regions('trying', 'critical')
    thread('patient', function* () {
      yield* trying(() => flag.when('free').store('taken'))
      yield* critical()
      yield* flag.store('free')
    })
    thread('greedy', function* () {
      yield* forever(function* () {
        yield* trying(() => flag.when('free').store('taken'))
        yield* critical()
        yield* flag.store('free')
      })
    })
    always('mutual exclusion', [critical], (inside) => inside.length <= 1)
    if (!isAsked) return
    starvationFree(trying, critical)
    expectVerdict({ starves: 'patient' })
  })

export const overtaken: System = overtaking('overtaken', false)
export const asked: System = overtaking('overtaken, asked', true)
