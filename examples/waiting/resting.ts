import { cell, forever, rest, type System, system } from 'lockproof'

/** Two threads take turns, wanted or not. Where each always comes again, nothing is wrong. */
const alternation = (name: string, mayStayAway: boolean): System =>
  system(name, ({ shared, regions, threads, starvationFree, expectVerdict }) => {
    const { turn } = shared({ turn: cell([0, 1]) })
    const { trying, critical } = regions('trying', 'critical')
    threads([0, 1], function* (me) {
      yield* forever(function* () {
        if (mayStayAway) yield* rest()
        yield* trying(() => turn.waitFor(me))
        yield* critical(() => turn.store(me === 0 ? 1 : 0))
      })
    })
    starvationFree(trying, critical)
    expectVerdict(mayStayAway ? { deadlock: true, steps: 1 } : 'verified')
  })

export const comesAgain: System = alternation('alternation, all come again', false)
export const staysAway: System = alternation('alternation, one may stay away', true)
