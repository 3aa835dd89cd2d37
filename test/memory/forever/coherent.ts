import { cell, forever, type System, step, system } from 'lockproof'

/** One value is written once, and others for ever: nobody sees it after others, which no machine knows that has forgotten in which order they came. */
export const coherent = (kind: 'never' | 'reachable'): System =>
  system('coherent', ({ shared, thread, regions, ...ask }) => {
    const { x } = shared({ x: cell([0, 1, 2, 3]) })
    const { backwards } = regions('backwards')
    thread('writer', function* () {
      yield* x.store(1, 'relaxed')
      yield* x.store(2, 'relaxed')
      yield* forever(function* () {
        yield* x.store(3, 'relaxed')
        yield* x.store(0, 'relaxed')
      })
    })
    thread('reader', function* () {
      if ((yield* x.load('relaxed')) === 2 && (yield* x.load('relaxed')) === 1)
        yield* backwards(() => step('sees what was before'))
    })
    ask[kind]('backwards', [backwards], (inside) => inside.length > 0)
  })
