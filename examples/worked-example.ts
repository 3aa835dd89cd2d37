import { cell, type System, system } from 'lockproof'

/** P0 and P1 look at a flag, and take it in a second step; Q writes a log that nobody reads. */
const three = (name: string, isAsked: boolean): System =>
  system(name, ({ shared, regions, threads, thread, never, expectVerdict }) => {
    const { flag, log } = shared({ flag: cell(['free', 'taken']), log: cell(['empty', 'written']) })
    const { inside } = regions('inside')
    threads(['P0', 'P1'], function* () {
      yield* flag.waitFor('free')
      yield* flag.store('taken')
      yield* inside(() => flag.store('free'))
    })
    thread('Q', () => log.store('written'))
    if (!isAsked) return
    never('both inside', [inside], (ids) => ids.length === 2)
    expectVerdict({ violates: 'both inside', steps: 4 })
  })

export const unasked: System = three('three threads', false)
export const asked: System = three('three threads, asked', true)
