import { cell, type Handle, heap, proc, retry, type System, system, threadIds } from 'lockproof'

/** Whoever gives up the last reference frees the node. Broken: it looks in a second step whether it was the last. */
const counted = (name: string, looksAgain: boolean): System =>
  system(name, ({ shared, thread, expectVerdict }) => {
    type Node = { readonly refs: number; readonly data: string }
    const { nodes } = shared({ nodes: heap<Node>({ upTo: 1 }) })
    const { link } = shared({ link: cell([null, ...nodes.handles]) })
    const drop = proc(function* drop(node: Handle<Node>) {
      const before = yield* nodes.fetchAdd(node, 'refs', -1)
      const isLast = looksAgain ? (yield* nodes.load(node, 'refs')) === 0 : before === 1
      if (isLast) yield* nodes.free(node)
    })
    thread('A', function* () {
      const node = yield* nodes.allocate({ refs: 2, data: 'full' })
      yield* link.store(node)
      yield* drop(node)
    })
    thread('B', function* () {
      const node = yield* link.when((it) => it !== null).load()
      yield* nodes.load(node, 'data')
      yield* drop(node)
    })
    expectVerdict(looksAgain ? { fails: 'use after free: load', steps: 9 } : 'verified')
  })

export const lastFrees: System = counted('reference count', false)
export const looksAgain: System = counted('reference count, looked at again', true)

/** A reader copies what is current, and believes its copy as long as the same address is. That is so where no address comes again. */
const validated = (name: string, reuses: boolean): System =>
  system(name, ({ shared, regions, thread, never, expectVerdict }) => {
    type Page = { readonly version: number }
    const { pages } = shared({ pages: heap<Page>({ upTo: 2, reuses }) })
    const { current, busy } = shared({ current: cell([null, ...pages.handles]), busy: cell([false, true]) })
    const { isOld } = regions('isOld')
    thread('writer', function* () {
      const first = yield* pages.allocate({ version: 1 })
      yield* current.store(first)
      yield* busy.when(false).store(true)
      yield* current.store(null)
      yield* pages.free(first)
      const second = yield* pages.allocate({ version: 2 })
      yield* current.store(second)
      yield* busy.store(false)
    })
    thread('reader', function* () {
      yield* busy.when(false).store(true)
      const page = yield* current.load()
      const copy = page === null ? 0 : yield* pages.load(page, 'version')
      yield* busy.store(false)
      yield* busy.when(false).store(true)
      const isStill = page !== null && (yield* current.test((it) => it === page))
      const now = isStill ? yield* pages.load(page, 'version') : copy
      if (now !== copy) yield* isOld()
      yield* busy.store(false)
    })
    never('an old copy is believed', [isOld], (ids) => ids.length > 0)
    expectVerdict(reuses ? { violates: 'an old copy is believed', steps: 15 } : 'verified')
  })

export const sameAddress: System = validated('validated by address', false)
export const addressAgain: System = validated('validated by address, which comes again', true)

/** A stack without locks (Treiber 1986): who pops reads the node on top, which another one may have popped and freed by then. */
const stack = (name: string, frees: boolean): System =>
  system(name, ({ shared, threads, expectVerdict }) => {
    type Node = { readonly next: string | null }
    const { nodes } = shared({ nodes: heap<Node>({ upTo: 2 }) })
    const { top } = shared({ top: cell([null, ...nodes.handles]) })
    const push = proc(function* push() {
      const node = yield* nodes.allocate({ next: null })
      yield* retry(function* () {
        const seen = yield* top.load()
        yield* nodes.store(node, 'next', seen)
        return yield* top.compareAndSwap(seen, node)
      })
    })
    const pop = proc(function* pop() {
      yield* retry(function* () {
        const seen = yield* top.load()
        if (seen === null) return 'empty'
        const next = yield* nodes.load(seen, 'next')
        if (!(yield* top.compareAndSwap(seen, next as Handle<Node> | null))) return false
        if (frees) yield* nodes.free(seen)
        return 'popped'
      })
    })
    threads(threadIds(2), function* () {
      yield* push()
      yield* pop()
    })
    expectVerdict(frees ? { fails: 'use after free: load', steps: 14 } : 'verified')
  })

export const neverFrees: System = stack('stack that never frees', false)
export const freesAtOnce: System = stack('stack that frees at once', true)
