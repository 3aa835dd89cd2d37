import fc from 'fast-check'
import { cell, forever, plain, type Steps, type System, system } from 'lockproof'

/** What a thread does in a round: with which of two cells, and a value and an order for those that have one. */
type Move = {
  readonly kind: 'load' | 'store' | 'wait' | 'take' | 'swap' | 'add' | 'read' | 'write'
  readonly cell: 0 | 1
  readonly value: 0 | 1 | 2
  readonly order: 'relaxed' | 'synchronizing' | 'seq_cst'
}

/** Its rounds, or what it does once. */
export type Looping = readonly { readonly moves: readonly Move[]; readonly isEndless: boolean }[]

const move: fc.Arbitrary<Move> = fc.record({
  kind: fc.constantFrom<Move['kind']>('load', 'store', 'store', 'wait', 'take', 'swap', 'add', 'read', 'write'),
  cell: fc.constantFrom(0, 1),
  value: fc.constantFrom(0, 1, 2),
  order: fc.constantFrom<Move['order']>('relaxed', 'synchronizing', 'seq_cst'),
})

export const looping: fc.Arbitrary<Looping> = fc.array(
  fc.record({ moves: fc.array(move, { minLength: 1, maxLength: 4 }), isEndless: fc.boolean() }),
  { minLength: 2, maxLength: 2 },
)

/** Two threads that load, store, wait, take and swap, and race for ordinary data: whatever goes wrong there, goes wrong by itself. */
export function loopingDesign(threads: Looping): System {
  return system('looping', ({ shared, thread }) => {
    const domain = [0, 1, 2] as const
    const { x, y, data } = shared({ x: cell(domain), y: cell(domain), data: plain(domain) })
    const performed = ({ kind, cell: which, value, order }: Move): Steps<unknown> => {
      const of = which === 0 ? x : y
      const both = order === 'synchronizing' ? 'acq_rel' : order
      const load = order === 'synchronizing' ? 'acquire' : order
      const store = order === 'synchronizing' ? 'release' : order
      const steps: Record<Move['kind'], () => Steps<unknown>> = {
        load: () => of.load(load),
        store: () => of.store(value, store),
        wait: () => of.waitFor(value, load),
        take: () => of.when(value).store(((value + 1) % 3) as 0 | 1 | 2, both),
        swap: () => of.compareAndSwap(value, ((value + 1) % 3) as 0 | 1 | 2, both, 'relaxed'),
        add: () => of.update((it) => ((it + 1) % 3) as 0 | 1 | 2, both),
        read: () => data.load(),
        write: () => data.store(value),
      }
      return steps[kind]()
    }
    threads.forEach(({ moves, isEndless }, t) => {
      const round = function* (): Steps {
        for (const it of moves) yield* performed(it)
      }
      thread(`T${t}`, () => (isEndless ? forever(round) : round()))
    })
  })
}
