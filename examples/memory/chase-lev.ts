import {
  type Cell,
  cell,
  cells,
  counter,
  type ExpectedVerdict,
  type FenceOrder,
  fence,
  type LoadOrder,
  type Order,
  plains,
  proc,
  range,
  repeat,
  repeatUntil,
  type StoreOrder,
  type System,
  system,
  threadIds,
} from 'lockproof'

/** Where it pushes, where it takes, where it steals; all other accesses are relaxed. */
type Orders = {
  readonly room: LoadOrder
  readonly grown: StoreOrder
  readonly pushed: FenceOrder | 'none'
  readonly taking: FenceOrder | 'none'
  readonly last: Order
  readonly top: LoadOrder
  readonly stealing: FenceOrder | 'none'
  readonly bottom: LoadOrder
  readonly array: LoadOrder
  readonly stolen: Order
}

export const orders: Orders = {
  room: 'acquire',
  grown: 'release', // not in print, where it only says that it grows
  pushed: 'release',
  taking: 'seq_cst',
  last: 'seq_cst',
  top: 'acquire',
  stealing: 'seq_cst',
  bottom: 'acquire',
  array: 'acquire', // a consume in print
  stolen: 'seq_cst',
}

type Way = Partial<Orders> & { readonly isUnsigned?: true }
type Clients = { readonly jobs: number; readonly thieves: number; readonly steals: number }
type Job = number | 'garbage'

/**
 * The work-stealing deque of Chase and Lev (Dynamic circular work-stealing deque, SPAA 2005), with the fences of Lê, Pop, Cohen and Zappa Nardelli (Correct
 * and efficient work-stealing for weak memory models, PPoPP 2013). The owner pushes and takes at the bottom, thieves steal at the top; an array of one
 * grows once. The owner begins where there is nothing yet, pushes all its jobs, and takes until there is none.
 */
export const withOrders = (
  name: string,
  changed: Way = {},
  expected: readonly ExpectedVerdict[] = [],
  { jobs, thieves, steals }: Clients = { jobs: 2, thieves: 1, steals: 2 },
): System =>
  system(name, ({ shared, ghosts, thread, threads, regions, never, expectVerdict }) => {
    const o = { ...orders, ...changed }
    const all = range(jobs)
    const things: readonly Job[] = ['garbage', ...all]
    const { top, bottom, array, small, large, work } = shared({
      top: counter({ upTo: jobs }),
      bottom: cell([-1, 0, ...all.map((n) => n + 1)], 0),
      array: cell(['small', 'large']),
      small: cell(things),
      large: cells(all, things),
      work: plains(things, ['none', 'given']),
    })
    const { runs, isOver } = ghosts({ runs: cells(things, ['none', 'one', 'more']), isOver: cell([false, true]) })
    const { running } = regions('running')
    /** An index is taken modulo the size. */
    const slot = (of: 'small' | 'large', index: number): Cell<Job> =>
      of === 'small' ? small : large.at((index + jobs) % jobs)

    const push = proc(function* push(job: number) {
      const end = yield* bottom.load('relaxed')
      const start = yield* top.load(o.room)
      const isFull = (yield* array.load('relaxed')) === 'small' && end - start > 0
      if (isFull) {
        yield* slot('large', start).store(yield* small.load('relaxed'), 'relaxed')
        yield* array.store('large', o.grown)
      }
      yield* slot(yield* array.load('relaxed'), end).store(job, 'relaxed')
      if (o.pushed !== 'none') yield* fence(o.pushed)
      yield* bottom.store(end + 1, 'relaxed')
    })

    const take = proc(function* take() {
      const end = (yield* bottom.load('relaxed')) - 1
      const which = yield* array.load('relaxed')
      yield* bottom.store(end, 'relaxed')
      if (o.taking !== 'none') yield* fence(o.taking)
      const start = yield* top.load('relaxed')
      const isHuge = o.isUnsigned === true && end < 0
      if (start < end || isHuge) return yield* slot(which, end).load('relaxed')
      if (start > end) {
        yield* bottom.store(end + 1, 'relaxed')
        return 'none'
      }
      const job = yield* slot(which, end).load('relaxed')
      const isMine = yield* top.compareAndSwap(start, start + 1, o.last, 'relaxed')
      yield* bottom.store(end + 1, 'relaxed')
      return isMine ? job : 'none'
    })

    const steal = proc(function* steal() {
      const start = yield* top.load(o.top)
      if (o.stealing !== 'none') yield* fence(o.stealing)
      const end = yield* bottom.load(o.bottom)
      if (start >= end) return 'none'
      const job = yield* slot(yield* array.load(o.array), start).load('relaxed')
      return (yield* top.compareAndSwap(start, start + 1, o.stolen, 'relaxed')) ? job : 'none'
    })

    /** Reads what the owner has written for whoever runs the job. */
    const run = proc(function* run(job: Job | 'none') {
      if (job === 'none') return
      const once = (n: 'none' | 'one' | 'more') => (n === 'none' ? 'one' : 'more')
      yield* running(() =>
        work
          .at(job)
          .load()
          .recording(() => runs.at(job).update(once)),
      )
    })

    thread('owner', function* () {
      const takeAndRun = proc(function* takeAndRun() {
        const job = yield* take()
        yield* run(job)
        return job === 'none'
      })
      yield* takeAndRun()
      for (const job of all) {
        yield* work.at(job).store('given')
        yield* push(job)
      }
      yield* repeatUntil(takeAndRun)
      yield* bottom.load('relaxed').recording(() => isOver.store(true)) // looks for the last time
    })
    threads(threadIds(thieves, 'thief'), () =>
      repeat(steals, function* () {
        yield* run(yield* steal())
      }),
    )
    never('what nobody has pushed is run', [runs], ([garbage]) => garbage !== 'none')
    never('a job is run twice', [runs], (times) => times.includes('more'))
    never(
      'a job is lost',
      [isOver, running, runs],
      (over, inside, [, ...times]) => over && inside.length === 0 && times.includes('none'),
    )
    for (const one of expected) expectVerdict(one)
  })

export const chaseLev: System = withOrders('Chase and Lev')

/** On x86, too: the owner looks at the top before thieves see that the bottom is lower, and both have the last job. */
export const takesWithoutFence: System = withOrders('Chase and Lev, taking without a fence', { taking: 'none' }, [
  { memory: 'tso', violates: 'a job is run twice', steps: 52 },
  { memory: 'pso', violates: 'a job is run twice', steps: 54 },
  { memory: 'cpp20', violates: 'a job is run twice', steps: 44 },
])

/** A thief has looked at the top long before: what it sees of the bottom then is older still. */
export const stealsWithoutFence: System = withOrders('Chase and Lev, stealing without a fence', { stealing: 'none' }, [
  { memory: 'cpp20', violates: 'a job is run twice', steps: 44 },
])

/** A thief finds the new array before what was copied (Norris and Demsky, CDSChecker, OOPSLA 2013). */
export const grownRelaxed: System = withOrders('Chase and Lev, grown relaxed', { grown: 'relaxed' }, [
  { memory: 'pso', violates: 'what nobody has pushed is run', steps: 34 },
  { memory: 'cpp20', violates: 'what nobody has pushed is run', steps: 28 },
])

/** Of unsigned indices one less than the first is the largest: there seems to be a job where nothing was pushed yet. */
export const unsignedIndices: System = withOrders('Chase and Lev, unsigned indices', { isUnsigned: true }, [
  { violates: 'what nobody has pushed is run' },
])
