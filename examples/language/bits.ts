import { bits, cell, forever, rest, type System, system, threadIds } from 'lockproof'

/** A lock word as it stands in memory: who writes holds the lowest bit, those who read are counted above it. */
const layout = bits({ writer: 1, readers: 2 })
const reader = layout.of({ readers: 1 })

/** A writer comes where nobody reads; broken, it looks and takes in two steps. */
const lockWord = (name: string, isTorn: boolean): System =>
  system(name, ({ shared, regions, threads, thread, always, expectVerdict }) => {
    const { word } = shared({ word: cell(layout) })
    const { reading, writing } = regions('reading', 'writing')
    threads(threadIds(2, 'R'), () =>
      forever(function* () {
        yield* rest()
        yield* word.when((it) => layout.get(it, 'writer') === 0).update((it) => it + reader)
        yield* reading()
        yield* word.add(-reader)
      }),
    )
    thread('W', () =>
      forever(function* () {
        yield* rest()
        if (isTorn) {
          yield* word.waitUntil((it) => layout.get(it, 'readers') === 0)
          yield* word.fetchOr(layout.mask('writer'))
        } else yield* word.when(0).store(layout.of({ writer: 1 }))
        yield* writing()
        yield* word.fetchAnd(~layout.mask('writer'))
      }),
    )
    always('a writer is alone', [reading, writing], (r, w) => r.length === 0 || w.length === 0)
    expectVerdict(isTorn ? { violates: 'a writer is alone', steps: 5 } : 'verified')
  })

export const whole: System = lockWord('lock word', false)
export const torn: System = lockWord('lock word, looked at first', true)
