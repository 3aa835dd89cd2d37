/**
 * Event::notify of event-listener: smol-rs/event-listener #138 (PR #139).
 *
 * Found: notify looks at a pointer that listen is just about to publish, without a fence between what it has stored and that look. Where steps happen one
 * after the other, nothing is wrong (`sequential`). With the store still in a buffer, which is written down here by hand, each of the two misses the other
 * (`buffered`). A fence between the two waits until the buffer is empty (`fenced`).
 */
import { cell, type System, system } from 'lockproof'
import { event } from 'lockproof/parts'

const listened = (name: string, isBuffered: boolean, hasFence = false): System =>
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
      if (hasFence) yield* buffer.waitFor('empty')
      if ((yield* inner.load()) === 'listening') yield* woken.set()
    })
    if (isBuffered)
      thread('its buffer', function* () {
        yield* buffer.waitFor('ready := true')
        yield* ready.store(true)
        yield* buffer.store('empty')
      })
    expectVerdict(isBuffered && !hasFence ? { deadlock: true } : 'verified')
  })

export const sequential: System = listened('one step after the other', false)
export const buffered: System = listened('a store in a buffer', true)
export const fenced: System = listened('a store in a buffer, and a fence', true, true)
