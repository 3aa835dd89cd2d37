import { cells, repeat, type System, system, threadIds } from 'lockproof'
import { barrier } from 'lockproof/parts'

/** Two rounds of three threads, each of which says before the barrier which round it has done. */
export const right: System = system('barrier, two rounds', ({ shared, threads, always }) => {
  const ids = threadIds(3)
  const { phase, done } = shared({ phase: barrier(3), done: cells(ids, [0, 1, 2]) })
  threads(ids, (me) =>
    repeat(2, function* (round) {
      yield* done.at(me).store(round === 0 ? 1 : 2)
      yield* phase.wait(me)
    }),
  )
  always('nobody is a round ahead', [done], (rounds) => !(rounds.includes(0) && rounds.includes(2)))
})

/** The classic mistake: one leaves after the first round, and two wait for it for ever. */
export const left: System = system('barrier, one leaves', ({ shared, threads, expectVerdict }) => {
  const ids = threadIds(3)
  const { phase } = shared({ phase: barrier(3) })
  threads(ids, (me) => repeat(me === ids[0] ? 1 : 2, () => phase.wait(me)))
  expectVerdict({ deadlock: true, steps: 7 })
})
