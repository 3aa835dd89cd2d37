/**
 * The lock of Apache IoTDB that prefers writers: PR #11453, and PR #9422.
 *
 * Found, in the first: a reader that has waited once does not look again, and comes in beside a writer (`looksOnce`, `looksAgain`). In the second: a reader
 * holds the lock until there is memory, and whoever would free memory reads as well, and waits behind a writer that waits for the first reader
 * (`behindWriter`). It has to go before those who only wait (`goesFirst`).
 */
import {
  cell,
  counter,
  forever,
  retry,
  type Steps,
  type System,
  step,
  system,
  type ThreadId,
  type Tools,
  threadIds,
} from 'lockproof'
import { monitor } from 'lockproof/parts'

type Way = { readonly looksAgain?: boolean; readonly isFine?: boolean }

/** `isFine`: what is done with the mutex held is many steps, as it is in the field, and not one where it does not wait. */
function lockOf({ shared }: Tools, { looksAgain = true, isFine = false }: Way = {}) {
  const { m, readers, writing, waiting } = shared({
    m: monitor(['changed'], { spurious: false }),
    readers: counter({ upTo: 2 }),
    writing: cell([false, true]),
    waiting: counter({ upTo: 2 }),
  })
  const section = <R>(name: string, body: () => Steps<R>): Steps<R> => (isFine ? body() : step(name, body))
  const waitsWhile = (me: ThreadId, isBusy: () => Steps<boolean>, looksAgain: boolean) =>
    retry(function* () {
      if (!(yield* isBusy())) return true
      yield* m.wait(me)
      return !looksAgain
    })
  return {
    *lockRead(me: ThreadId, goesFirst = false) {
      yield* m.enter(me)
      const isBusy = function* () {
        return (yield* writing.load()) || (!goesFirst && (yield* waiting.test((n) => n > 0)))
      }
      yield* waitsWhile(me, isBusy, looksAgain)
      yield* section('reads', function* () {
        yield* readers.add(1)
        yield* m.exit(me)
      })
    },
    *lockWrite(me: ThreadId) {
      yield* section('announces', function* () {
        yield* m.enter(me)
        yield* waiting.add(1)
      })
      const isBusy = function* () {
        return (yield* writing.load()) || (yield* readers.test((n) => n > 0))
      }
      yield* waitsWhile(me, isBusy, true)
      yield* section('writes', function* () {
        yield* waiting.add(-1)
        yield* writing.store(true)
        yield* m.exit(me)
      })
    },
    *endRead(me: ThreadId) {
      yield* section('ends', function* () {
        yield* m.enter(me)
        if ((yield* readers.fetchAdd(-1)) === 1) yield* m.broadcast()
        yield* m.exit(me)
      })
    },
    *endWrite(me: ThreadId) {
      yield* section('ends', function* () {
        yield* m.enter(me)
        yield* writing.store(false)
        yield* m.broadcast()
        yield* m.exit(me)
      })
    },
  }
}

const looks = (name: string, way: Way, steps?: number): System =>
  system(`IoTDB lock, ${name}`, (tools) => {
    const { regions, threads, always, expectVerdict } = tools
    const lock = lockOf(tools, way)
    const { reading, writing } = regions('reading', 'writing')
    threads(threadIds(2, 'writer'), (me) =>
      forever(function* () {
        yield* lock.lockWrite(me)
        yield* writing()
        yield* lock.endWrite(me)
      }),
    )
    threads(threadIds(2, 'reader'), (me) =>
      forever(function* () {
        yield* lock.lockRead(me)
        yield* reading()
        yield* lock.endRead(me)
      }),
    )
    always('a writer is alone', [reading, writing], (r, w) => w.length === 0 || (w.length === 1 && r.length === 0))
    expectVerdict(steps === undefined ? 'verified' : { violates: 'a writer is alone', steps })
  })

export const looksOnce: System = looks('a reader looks once', { looksAgain: false }, 15)
export const looksAgain: System = looks('a reader looks again', {})
export const looksOnceFine: System = looks('a reader looks once, fine', { looksAgain: false, isFine: true }, 25)
export const looksAgainFine: System = looks('a reader looks again, fine', { isFine: true })

const frees = (name: string, goesFirst: boolean): System =>
  system(`IoTDB lock, ${name}`, (tools) => {
    const { shared, thread, expectVerdict } = tools
    const [query, releaser, flusher] = threadIds(['query', 'releaser', 'flusher'])
    const { lockRead, lockWrite, endRead, endWrite } = lockOf(tools)
    const { memory } = shared({ memory: cell(['full', 'free']) })
    thread(query, function* () {
      yield* lockRead(query)
      yield* memory.waitFor('free')
      yield* endRead(query)
    })
    thread(releaser, function* () {
      yield* lockRead(releaser, goesFirst)
      yield* memory.store('free')
      yield* endRead(releaser)
    })
    thread(flusher, function* () {
      yield* lockWrite(flusher)
      yield* endWrite(flusher)
    })
    expectVerdict(goesFirst ? 'verified' : 'deadlock')
  })

export const behindWriter: System = frees('who frees memory waits behind a writer', false)
export const goesFirst: System = frees('who frees memory goes first', true)
