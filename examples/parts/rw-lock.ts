import { forever, rest, type Steps, type System, system, type ThreadId, type Tools, threadIds } from 'lockproof'
import { type RwLock, type RwPolicy, rwLock, type WaitOptions } from 'lockproof/parts'

/** Readers and writers, for ever. */
function clients(tools: Tools, prefers: RwPolicy, options: WaitOptions = {}, writers = 2) {
  const { shared, regions, threads, always } = tools
  const { table } = shared({ table: rwLock(prefers) })
  const { wantsToRead, wantsToWrite, reading, writing } = regions('wantsToRead', 'wantsToWrite', 'reading', 'writing')
  threads(threadIds(2, 'R'), (me) =>
    forever(function* () {
      yield* rest()
      if ((yield* wantsToRead(() => table.lockRead(me, options))) !== 'locked') return
      yield* reading()
      yield* table.unlockRead(me)
    }),
  )
  threads(threadIds(writers, 'W'), (me) =>
    forever(function* () {
      yield* rest()
      if ((yield* wantsToWrite(() => table.lockWrite(me, options))) !== 'locked') return
      yield* writing()
      yield* table.unlockWrite(me)
    }),
  )
  always('a writer is alone', [reading, writing], (r, w) => w.length === 0 || (w.length === 1 && r.length === 0))
  return { wantsToRead, wantsToWrite, reading, writing }
}

const right = (prefers: RwPolicy): System =>
  system(`rwLock, ${prefers}`, (tools) => {
    clients(tools, prefers)
  })

export const barging: System = right('barging')
export const readersFirst: System = right('readers')
export const writersFirst: System = right('writers')
export const byArrival: System = right('arrival')
export const phaseFair: System = right('phase-fair')

export const timed: System = system('rwLock, timed', (tools) => {
  clients(tools, 'arrival', { mayTimeOut: true })
})

/** Readers who relieve each other keep the writer out. */
export const starved: System = system('rwLock, readers first', (tools) => {
  const { wantsToWrite, writing } = clients(tools, 'readers', {}, 1)
  tools.starvationFree(wantsToWrite, writing)
  tools.fairness('strong')
  tools.expectVerdict({ starves: 'W0', stem: 3, cycle: 8 })
})

export const inTurn: System = system('rwLock, in turn', (tools) => {
  const { wantsToRead, wantsToWrite, reading, writing } = clients(tools, 'phase-fair')
  tools.starvationFree(wantsToRead, reading)
  tools.starvationFree(wantsToWrite, writing)
})

/** Two readers of two locks in two orders: nobody would mind, but for the writers between them, whom new readers let go first. */
const twoOrders = (prefers: RwPolicy, steps?: number): System =>
  system(`rwLock, ${prefers}, read in two orders`, ({ shared, thread, expectVerdict }) => {
    const { left, right } = shared({ left: rwLock(prefers), right: rwLock(prefers) })
    const [leftFirst, rightFirst, leftWriter, rightWriter] = threadIds([
      'leftFirst',
      'rightFirst',
      'leftWriter',
      'rightWriter',
    ])
    const reads = function* (me: ThreadId, outer: RwLock, inner: RwLock): Steps {
      yield* outer.lockRead(me)
      yield* inner.lockRead(me)
      yield* inner.unlockRead(me)
      yield* outer.unlockRead(me)
    }
    const writes = function* (me: ThreadId, it: RwLock): Steps {
      yield* it.lockWrite(me)
      yield* it.unlockWrite(me)
    }
    thread(leftFirst, () => reads(leftFirst, left, right))
    thread(rightFirst, () => reads(rightFirst, right, left))
    thread(leftWriter, () => writes(leftWriter, left))
    thread(rightWriter, () => writes(rightWriter, right))
    expectVerdict(steps === undefined ? 'verified' : { deadlock: true, steps })
  })

export const twoOrdersBarging: System = twoOrders('barging')
export const twoOrdersReadersFirst: System = twoOrders('readers')
export const twoOrdersWritersFirst: System = twoOrders('writers', 4)
export const twoOrdersByArrival: System = twoOrders('arrival', 6)
export const twoOrdersPhaseFair: System = twoOrders('phase-fair', 6)

/** A reader that goes on to write waits for itself. */
export const upgrade: System = system('rwLock, upgraded', ({ shared, threads, expectVerdict }) => {
  const { table } = shared({ table: rwLock('barging') })
  threads(threadIds(2), function* (me) {
    yield* table.lockRead(me)
    yield* table.lockWrite(me)
    yield* table.unlockWrite(me)
    yield* table.unlockRead(me)
  })
  expectVerdict({ fails: 'locked again by a thread that holds it', steps: 2 })
})
