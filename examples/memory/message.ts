import { cell, plain, type System, system } from 'lockproof'

/** A writer fills a buffer and raises a flag; whoever sees the flag reads the buffer. */
const message = (name: string, order: 'relaxed' | 'release'): System =>
  system(name, ({ shared, thread }) => {
    const { ready, buffer } = shared({ ready: cell([0, 1]), buffer: plain(['empty', 'full']) })
    thread('writer', function* () {
      yield* buffer.store('full')
      yield* ready.store(1, order)
    })
    thread('reader', function* () {
      yield* ready.waitFor(1, 'acquire')
      yield* buffer.load()
    })
  })

export const published: System = message('published', 'release')
export const raised: System = message('raised', 'relaxed')
