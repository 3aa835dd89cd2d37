import type { Ir, ObjectId, ThreadId, ValueId } from '../../model/ir.ts'
import type { SwapGroup } from '../symmetry/swap-group.ts'
import { imageOf } from './may-facts.ts'

/** The changes of one object: by value the later values, and which threads (bit t) make each change. */
type Changes = { readonly to: ValueId[][]; readonly by: number[][] }

type Tell = (thread: ThreadId, object: ObjectId, from: ValueId, to: ValueId) => void

/** The changes that threads may make to objects, with all images of each under exchanges of alike threads. */
export class MayChange {
  readonly #alike: SwapGroup | undefined
  readonly #changes: readonly Changes[]
  readonly #tell: Tell

  /** `tell` is called for each change that is new. */
  constructor({ objects }: Ir, alike: SwapGroup | undefined, tell: Tell) {
    this.#alike = alike
    this.#changes = objects.map(() => ({ to: [], by: [] }))
    this.#tell = tell
  }

  /** @throws NoImage */
  add(thread: ThreadId, object: ObjectId, from: ValueId, to: ValueId): void {
    const alike = this.#alike
    if (!this.#learn(thread, object, from, to) || alike === undefined) return
    for (const found = [thread, object, from, to]; found.length > 0; ) {
      const after = pop(found)
      const before = pop(found)
      const of = pop(found)
      const by = pop(found)
      for (const swap of alike.swaps) {
        const who = alike.threadImage(swap, by)
        const what = alike.objectImage(swap, of)
        const one = imageOf(alike, swap, of, before)
        const other = imageOf(alike, swap, of, after)
        if (this.#learn(who, what, one, other)) found.push(who, what, one, other)
      }
    }
  }

  /** Calls back for each value that another thread may leave in place of this one. */
  forOthers(thread: ThreadId, object: ObjectId, value: ValueId, call: (to: ValueId) => void): void {
    const changes = this.#changes[object]
    const by = changes?.by[value] ?? []
    changes?.to[value]?.forEach((to, i) => {
      if (((by[i] ?? 0) & ~(1 << thread)) !== 0) call(to)
    })
  }

  /** False: it was known. */
  #learn(thread: ThreadId, object: ObjectId, from: ValueId, to: ValueId): boolean {
    const changes = this.#changes[object] as Changes // one an object
    changes.to[from] ??= []
    changes.by[from] ??= []
    let at = changes.to[from].indexOf(to)
    if (at < 0) at = changes.to[from].push(to) - 1
    const by = changes.by[from][at] ?? 0
    if ((by & (1 << thread)) !== 0) return false
    changes.by[from][at] = by | (1 << thread)
    this.#tell(thread, object, from, to)
    return true
  }
}

function pop(list: number[]): number {
  return list.pop() as number // four a change
}
