import { at } from '../../errors/at.ts'
import type { Ir, LocalId, ThreadIndex, ThreadTable } from '../../model/ir.ts'
import type { Difference } from '../steps/canoniser.ts'
import { isContentAt } from '../steps/content-at.ts'
import { isSimple } from '../steps/simple-step.ts'
import type { Differences, Place } from './difference.ts'
import type { SwapGroup } from './swap-group.ts'

/**
 * How local states differ from their images under a swap. Where tables are open, of what steps are made is known
 * in part, and of one more than of its image: only their ends can be compared.
 */
export class LocalDifferences {
  readonly #ir: Ir
  readonly #group: SwapGroup
  readonly #words: Differences
  readonly #isOpen: boolean

  constructor(ir: Ir, group: SwapGroup, words: Differences, isOpen: boolean) {
    this.#ir = ir
    this.#group = group
    this.#words = words
    this.#isOpen = isOpen
  }

  /** Before any step is compared. */
  of(swap: number, thread: ThreadIndex, local: LocalId): Difference | undefined {
    const group = this.#group
    const other = group.threadImage(swap, thread)
    const image = group.image(swap, group.componentOf(thread), local)
    if (image < 0 || group.image(swap, group.componentOf(other), image) !== local)
      return this.#words.noLocal(swap, thread, local, other)
    const places = [
      { thread, local },
      { thread: other, local: image },
    ] as const
    const would = this.#would(swap, ...places) ?? (this.#isOpen ? undefined : this.#wouldWait(...places))
    return would === undefined ? undefined : this.#words.step(swap, ...places, would)
  }

  /** What of steps that end differently: they begin with operations on different objects, or it shows at their ends. */
  ofEnds(swap: number, place: Place, image: Place): Difference {
    const would = this.#wouldUse(swap, place, image)
    if (would !== undefined) return this.#words.step(swap, place, image, would)
    return this.#words.end(swap, place, image, this.#words.endsOther())
  }

  /** Of local states of which the tables know where they lead: where one may wait there for ever and the other may not. */
  ofContent(swap: number, place: Place, image: Place): Difference | undefined {
    const would = this.#wouldWait(place, image)
    return would === undefined ? undefined : this.#words.step(swap, place, image, would)
  }

  #wouldWait(place: Place, image: Place): string | undefined {
    const isSame = isContentAt(this.#tableOf(place), place.local) === isContentAt(this.#tableOf(image), image.local)
    return isSame ? undefined : 'one may wait there for ever and the other may not'
  }

  #would(swap: number, place: Place, image: Place): string | undefined {
    const [table, theirs] = [this.#tableOf(place), this.#tableOf(image)]
    if (table.pending[place.local] !== theirs.pending[image.local]) return 'they do different kinds of things'
    if (table.stored[place.local] !== theirs.stored[image.local])
      return 'one may be interrupted there and the other not'
    if (table.regions[place.local] !== theirs.regions[image.local]) return 'they are in different regions'
    if (table.marks[place.local] !== theirs.marks[image.local]) return 'one owes its step and the other does not'
    if (this.#isOpen) return undefined
    if (isSimple(table, place.local) !== isSimple(theirs, image.local))
      return 'one is done with one operation and the other is not'
    return this.#wouldUse(swap, place, image)
  }

  /** Of steps that are one operation each: where that of the image is on an object that is not the image. */
  #wouldUse(swap: number, place: Place, image: Place): string | undefined {
    const [table, theirs] = [this.#tableOf(place), this.#tableOf(image)]
    if (!isSimple(table, place.local) || !isSimple(theirs, image.local)) return undefined
    const { operations } = this.#ir
    const object = this.#group.objectImage(swap, at(operations, table.operation[place.local], 'operations').object)
    const isSame = object === at(operations, theirs.operation[image.local], 'operations').object
    return isSame ? undefined : this.#words.wouldUse(object)
  }

  #tableOf({ thread }: Place): ThreadTable {
    return at(this.#ir.threads, thread, 'threads')
  }
}
