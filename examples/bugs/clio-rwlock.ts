/**
 * RwLock of Clio: clio-core #927 (PR #1032).
 *
 * Found: a word of the mode says who may come in, and two others count who is inside. Between a look at the one and a change of another the mode changes
 * hands, and a writer is inside beside a reader. The fix looks and counts under one guard.
 */
import { cell, counter, type Family, forever, proc, spinUntil, system, type ThreadId, threadIds } from 'lockproof'
import { mutex } from 'lockproof/parts'

type Size = { readonly readers: number }

const rwLock = (name: string, isGuarded: boolean): Family<Size> =>
  system(`Clio RwLock, ${name}`, { readers: 2 }, (tools, size) => {
    const { shared, regions, threads, always, expectVerdict } = tools
    const { mode, guard } = shared({ mode: cell(['none', 'read', 'write']), guard: mutex() })
    const { readers, writers } = shared({
      readers: counter({ upTo: size.readers }),
      writers: counter({ upTo: 1 }),
    })
    const { reading, writing } = regions('reading', 'writing')
    const guarded = proc(function* guarded(me: ThreadId, mine: typeof readers) {
      yield* guard.lock(me)
      const isBusy = (yield* writers.load()) > 0 || (mine === writers && (yield* readers.load()) > 0)
      if (!isBusy) yield* mine.add(1)
      yield* guard.unlock(me)
      return !isBusy
    })
    const reads = proc(function* reads() {
      const seen = yield* mode.load()
      if (seen === 'write' && (yield* writers.load()) === 0) yield* mode.compareAndSwap('write', 'none')
      if (seen !== 'read') yield* mode.compareAndSwap('none', 'read')
      if ((yield* mode.load()) !== 'read') return false
      yield* readers.add(1)
      return true
    })
    const writes = proc(function* writes() {
      const seen = yield* mode.load()
      if (seen === 'read' && (yield* readers.load()) === 0) yield* mode.compareAndSwap('read', 'none')
      if (seen === 'none') yield* mode.compareAndSwap('none', 'write')
      return (yield* mode.load()) === 'write'
    })
    threads(threadIds(size.readers, 'reader'), (me) =>
      forever(function* () {
        yield* spinUntil(() => (isGuarded ? guarded(me, readers) : reads()))
        yield* reading(() => readers.add(-1))
      }),
    )
    threads(threadIds(1, 'writer'), (me) =>
      forever(function* () {
        if (!isGuarded) yield* writers.add(1)
        yield* spinUntil(() => (isGuarded ? guarded(me, writers) : writes()))
        yield* writing(() => writers.add(-1))
      }),
    )
    always('a writer is alone', [reading, writing], (r, w) => w.length === 0 || r.length === 0)
    expectVerdict(isGuarded ? 'verified' : { violates: 'a writer is alone' })
  })

export const before: Family<Size> = rwLock('a word of the mode', false)
export const after: Family<Size> = rwLock('under a guard', true)
