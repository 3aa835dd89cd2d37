import { cell, type Handle, heap, proc, type System, system } from 'lockproof'

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
