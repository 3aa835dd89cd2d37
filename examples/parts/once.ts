import { cell, proc, type System, system, threadIds } from 'lockproof'
import { once } from 'lockproof/parts'

/** Whoever comes first fills the table in two steps, and nobody reads it before that. */
const filled = (name: string, isLookedAtFirst: boolean): System =>
  system(name, ({ shared, threads, regions, always, expectVerdict }) => {
    const { ready, table } = shared({ ready: once(), table: cell(['empty', 'half filled', 'filled', 'filled twice']) })
    const { reading } = regions('reading')
    const fill = proc(function* fill() {
      yield* table.update((it) => (it === 'filled' ? 'filled twice' : 'half filled'))
      yield* table.update((it) => (it === 'half filled' ? 'filled' : it))
    })
    threads(threadIds(3), function* () {
      const isThere = isLookedAtFirst && (yield* table.test((it) => it !== 'empty'))
      if (!isThere) yield* ready.call(fill)
      yield* reading()
    })
    always('whoever reads finds it filled once', [reading, table], (r, it) => r.length === 0 || it === 'filled')
    expectVerdict(isLookedAtFirst ? { violates: 'whoever reads finds it filled once', steps: 4 } : 'verified')
  })

export const right: System = filled('once', false)

/** Double-checked, without a flag of its own: what is half filled looks filled. */
export const doubleChecked: System = filled('once, looked at first', true)

/** A body that comes to the same call waits for itself. */
export const again: System = system('once, inside of itself', ({ shared, threads, expectVerdict }) => {
  const { ready, table } = shared({ ready: once(), table: cell(['empty', 'filled']) })
  threads(threadIds(2), () =>
    ready.call(function* () {
      yield* ready.call(() => table.store('filled'))
    }),
  )
  expectVerdict({ deadlock: true, steps: 1 })
})
