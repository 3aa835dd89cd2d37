import { type Family, forever, rest, type System, step, system, type Tools, threadIds } from 'lockproof'
import { semaphore, type WaitOptions } from 'lockproof/parts'

/** Three threads for two places, for ever. */
function places(tools: Tools, N: number, options: WaitOptions, releases: boolean): void {
  const { shared, regions, threads, always } = tools
  const { places } = shared({ places: semaphore(2) })
  const { critical } = regions('critical')
  threads(threadIds(N), () =>
    forever(function* () {
      yield* rest()
      if ((yield* places.acquire(options)) !== 'acquired') return
      yield* critical()
      if (releases) yield* places.release()
    }),
  )
  always('at most two', [critical], (inside) => inside.length <= 2)
}

export const right: Family<{ N: number }> = system('semaphore', { N: 3 }, (tools, { N }) => places(tools, N, {}, true))

export const timed: System = system('semaphore, timed', (tools) => places(tools, 3, { mayTimeOut: true }, true))

/** Nobody gives back: the third waits for ever, and a time-out that may come is no help. */
export const kept: System = system('semaphore, kept', (tools) => {
  places(tools, 3, { mayTimeOut: true }, false)
  tools.expectVerdict({ deadlock: true, steps: 7 })
})

/** The classic mistake: what is given twice is more than there was. */
export const twice: System = system('semaphore, given twice', ({ shared, thread, expectVerdict }) => {
  const { places } = shared({ places: semaphore(1) })
  thread('T', function* () {
    yield* places.acquire()
    yield* step('works')
    yield* places.release()
    yield* places.release()
  })
  expectVerdict({ fails: 'released to 2 permits: there are at most 1', steps: 4 })
})
