import { forever, idle, repeat, repeatUntil, type System, system, threadIds } from 'lockproof'
import { queue } from 'lockproof/parts'

/** Two threads put two values each; two servers take them, and may wait for more for ever. */
export const right: System = system('queue', ({ shared, threads }) => {
  const { jobs } = shared({ jobs: queue(['job'], 1) })
  threads(threadIds(2, 'P'), () => repeat(2, () => jobs.put('job')))
  threads(threadIds(2, 'C'), () =>
    forever(function* () {
      yield* idle(jobs.take())
    }),
  )
})

/** One hands over to the other, and goes on when it was taken. */
export const meeting: System = system('rendez-vous', ({ shared, thread }) => {
  const { meet } = shared({ meet: queue(['word'], 0) })
  thread('S', () => meet.put('word'))
  thread('R', () => meet.take())
})

/** Workers end when the queue is closed. */
const closing = (name: string, isClosed: boolean): System =>
  system(name, ({ shared, thread, threads, expectVerdict }) => {
    const { jobs } = shared({ jobs: queue(['job'], 2) })
    thread('P', function* () {
      yield* repeat(3, () => jobs.put('job'))
      if (isClosed) yield* jobs.close()
    })
    threads(threadIds(2, 'W'), () =>
      repeatUntil(function* () {
        return (yield* jobs.take()) === undefined
      }),
    )
    expectVerdict(isClosed ? 'verified' : { deadlock: true, steps: 6 })
  })

export const closed: System = closing('queue, closed at the end', true)

/** The classic mistake: nobody says that nothing more will come. */
export const notClosed: System = closing('queue, never closed', false)

/** Two who put before they take fill each other's queue. */
export const bothPut: System = system('queue, both put first', ({ shared, thread, expectVerdict }) => {
  const { there, back } = shared({ there: queue(['x'], 1), back: queue(['x'], 1) })
  thread('A', function* () {
    yield* repeat(2, () => there.put('x'))
    yield* repeat(2, () => back.take())
  })
  thread('B', function* () {
    yield* repeat(2, () => back.put('x'))
    yield* repeat(2, () => there.take())
  })
  expectVerdict({ deadlock: true, steps: 2 })
})
