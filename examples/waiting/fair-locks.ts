import {
  cell,
  type Family,
  forever,
  modulo,
  proc,
  rest,
  type System,
  spinUntil,
  strong,
  system,
  threadIds,
} from 'lockproof'

/** Whoever finds the flag down takes it. Somebody always gets in, and it may be the same one each time. */
export const testAndSet: Family<{ N: number }> = system('test and set', { N: 2 }, (tools, { N }) => {
  const { shared, regions, threads, progress, starvationFree, expectVerdict } = tools
  const { flag } = shared({ flag: cell(['down', 'up']) })
  const { trying, critical } = regions('trying', 'critical')
  threads(threadIds(N), function* () {
    yield* forever(function* () {
      yield* rest()
      yield* trying(() => flag.when('down').store('up'))
      yield* critical(() => flag.store('down'))
    })
  })
  progress(trying, critical)
  starvationFree(trying, critical)
  expectVerdict({ starves: 'T0' })
})

/** Whoever comes takes a number, and they are served in that order. */
export const ticket: Family<{ N: number }> = system('ticket', { N: 3 }, (tools, { N }) => {
  const { shared, regions, threads, progress, starvationFree } = tools
  const { next, serving } = shared({ next: modulo(N), serving: modulo(N) })
  const { trying, critical } = regions('trying', 'critical')
  const lock = proc(function* lock() {
    const mine = yield* next.fetchAdd(1)
    yield* serving.waitFor(mine)
  })
  threads(threadIds(N), function* () {
    yield* forever(function* () {
      yield* rest()
      yield* trying(lock)
      yield* critical(() => serving.add(1))
    })
  })
  progress(trying, critical)
  starvationFree(trying, critical)
})

/** The flag again, by spinning: a thread that spins takes step after step, and so even strong fairness of threads lets it spin for ever. */
const spinning = (name: string, isEntryFair: boolean): System =>
  system(name, ({ shared, regions, threads, fairness, starvationFree, expectVerdict }) => {
    const { flag } = shared({ flag: cell(['down', 'up']) })
    const { trying, critical } = regions('trying', 'critical')
    threads(threadIds(2), function* () {
      yield* forever(function* () {
        yield* rest()
        yield* trying(() => spinUntil(() => flag.compareAndSwap('down', 'up')))
        yield* critical(() => flag.store('down'))
      })
    })
    fairness(isEntryFair ? { strong: [strong(flag, 'compareAndSwap', (done) => done)] } : 'strong')
    starvationFree(trying, critical)
    expectVerdict(isEntryFair ? 'verified' : { starves: 'T0' })
  })

export const spins: System = spinning('spinning, strong fairness of threads', false)
export const spinsFairly: System = spinning('spinning, strong fairness of the swap', true)
