import { atomically, cells, object, proc, range, type System, strong, system, threadIds, waitUntil } from 'lockproof'
import { Clients } from './clients.ts'

export type Preference = 'readers' | 'writers' | 'nobody'

/** Readers together or one writer alone, without a queue: whom the lock prefers does not wait for the others. */
export const readersWriters = (preference: Preference, R: number, W: number): System =>
  system(`${preference} first, R=${R} W=${W}`, (tools) => {
    const { m } = tools.shared({
      m: object({ active: 0, writing: false, readersWait: 0, writersWait: 0 })({
        asksToRead(d) {
          d.readersWait++
        },
        reads(d) {
          waitUntil(!d.writing && (preference !== 'writers' || d.writersWait === 0))
          d.readersWait--
          d.active++
        },
        endsReading(d) {
          d.active--
        },
        asksToWrite(d) {
          d.writersWait++
        },
        writes(d) {
          waitUntil(!d.writing && d.active === 0 && (preference !== 'readers' || d.readersWait === 0))
          d.writersWait--
          d.writing = true
        },
        endsWriting(d) {
          d.writing = false
        },
      }),
    })
    const lock = proc(function* read() {
      yield* m.asksToRead()
      yield* m.reads()
    })
    const writeLock = proc(function* write() {
      yield* m.asksToWrite()
      yield* m.writes()
    })
    const clients = new Clients(tools)
    clients.add(threadIds(R, 'R'), { lock, unlock: () => m.endsReading() })
    clients.add(threadIds(W, 'W'), { lock: writeLock, unlock: () => m.endsWriting() })
    tools.fairness({ strong: [strong(m, 'reads'), strong(m, 'writes')] })
  })

export type Table = 'left first' | 'one left-handed' | 'both at once'

/** Dijkstra's philosophers: N of them, with a fork between any two. */
export const philosophers = (table: Table, N: number): System =>
  system(`philosophers, ${table}, N=${N}`, (tools) => {
    const seats = range(N)
    const { fork } = tools.shared({ fork: cells(seats, ['free', 'taken']) })
    const forksOf = (seat: number) => {
      const [left, right] = [fork.at(seat), fork.at((seat + 1) % N)]
      return table === 'one left-handed' && seat === 0 ? ([right, left] as const) : ([left, right] as const)
    }
    const takesBoth = proc(function* takesBoth(seat: number) {
      const [first, second] = forksOf(seat)
      yield* first.when('free').store('taken')
      yield* second.when('free').exchange('taken') // of another name, to be told from the first
    })
    new Clients(tools).add(seats, {
      lock: (seat) => (table === 'both at once' ? atomically(() => takesBoth(seat)) : takesBoth(seat)),
      inside: (seat) => forksOf(seat)[0].store('free'),
      unlock: (seat) => forksOf(seat)[1].store('free'),
    })
    tools.fairness({ strong: [strong(fork, 'exchange')] })
    if (table === 'left first') tools.allowDeadlock() // each holds its left fork
  })
