/**
 * Event::notify of event-listener: smol-rs/event-listener #138 (PR #139).
 *
 * Found: notify looks at a pointer that listen is just about to publish, without a fence between what it has stored and that look. Where steps happen one
 * after the other, nothing is wrong (`sequential`), and a fence makes them do so. With the store still in a buffer, which is written down here by hand, each
 * of the two misses the other (`buffered`).
 */
import { cell, type System, system } from 'lockproof'
import { event } from 'lockproof/parts'

const listened = (name: string, isBuffered: boolean): System =>
  system(`event-listener, ${name}`, ({ shared, thread, expectVerdict }) => {
    const { inner, ready } = shared({ inner: cell(['null', 'listening']), ready: cell([false, true]) })
    const { buffer, woken } = shared({ buffer: cell(['empty', 'ready := true']), woken: event('manual') })
    thread('listener', function* () {
      yield* inner.store('listening')
      if (!(yield* ready.load())) yield* woken.wait()
    })
    thread('notifier', function* () {
      if (isBuffered) yield* buffer.store('ready := true')
      else yield* ready.store(true)
      if ((yield* inner.load()) === 'listening') yield* woken.set()
      if (!isBuffered) return
      yield* ready.store(true)
      yield* buffer.store('empty')
    })
    expectVerdict(isBuffered ? { deadlock: true, steps: 6 } : 'verified')
  })

export const sequential: System = listened('one step after the other', false)
export const buffered: System = listened('a store in a buffer', true)
