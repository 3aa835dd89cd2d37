import { at } from '../../errors/at.ts'
import type { Ir, ObjectId, Symmetry, ThreadIndex } from '../../model/ir.ts'
import { UNKNOWN } from '../../model/ir.ts'

/** Neighbours of a family in a row, each two joined by a swap: `swaps[i]` exchanges `threads[i]` and `threads[i + 1]`. */
export type Family = { readonly threads: readonly ThreadIndex[]; readonly swaps: readonly number[] }

/**
 * The swaps in use, as permutations of the *components* of a state: objects first, then threads. What a component holds (a value, a local
 * state) has an image in the component's image. Some swaps of a `Symmetry` may be left out: what is left generates a smaller group.
 */
export class SwapGroup {
  readonly swaps: readonly number[]
  /** Of two or more. */
  readonly families: readonly Family[]
  readonly components: number
  readonly threads: number
  readonly #symmetry: Symmetry
  readonly #objects: number
  readonly #images: readonly Int32Array[]
  /** Images of values that were made. */
  valuesMade = 0
  /** By swap and component, then by what it holds: images asked for before; `UNKNOWN` may become known. */
  readonly #known: readonly number[][]

  constructor(ir: Ir, symmetry: Symmetry, swaps: readonly number[]) {
    this.#symmetry = symmetry
    this.swaps = swaps
    this.#objects = ir.objects.length
    this.threads = ir.threads.length
    this.components = this.#objects + this.threads
    this.families = familiesOf(symmetry, swaps)
    this.#known = Array.from({ length: symmetry.swaps.length * this.components }, () => [])
    this.#images = symmetry.swaps.map((_, swap) =>
      Int32Array.from({ length: this.components }, (_, component) => this.#componentImage(swap, component)),
    )
  }

  /** −1: there is none. */
  componentImage(swap: number, component: number): number {
    return at(at(this.#images, swap, 'swaps'), component, 'components')
  }

  threadImage(swap: number, thread: ThreadIndex): ThreadIndex {
    const [left, right] = at(this.#symmetry.swaps, swap, 'swaps')
    return thread === left ? right : thread === right ? left : thread
  }

  objectImage(swap: number, object: ObjectId): ObjectId {
    return this.componentImage(swap, object)
  }

  /** The image of what the component holds, as something that the component's image holds; −1: there is none. */
  image(swap: number, component: number, id: number): number {
    const known = this.#known[swap * this.components + component] as number[] // one list for each
    const image = known[id]
    if (image !== undefined && image !== UNKNOWN) return image
    while (known.length < id) known.push(UNKNOWN)
    const isValue = component < this.#objects
    const found = isValue
      ? this.#symmetry.valueImage(swap, component, id)
      : this.#symmetry.localImage(swap, component - this.#objects, id)
    if (isValue && !this.#isWayBack(swap, component, id, found)) this.valuesMade++
    known[id] = found
    return found
  }

  /** Whether it is remembered as that whose image `image` is: nothing was made then. */
  #isWayBack(swap: number, component: number, id: number, image: number): boolean {
    return image >= 0 && this.#known[swap * this.components + this.componentImage(swap, component)]?.[image] === id
  }

  componentOf(thread: ThreadIndex): number {
    return this.#objects + thread
  }

  #componentImage(swap: number, component: number): number {
    if (component >= this.#objects) return this.componentOf(this.threadImage(swap, component - this.#objects))
    return this.#symmetry.objectImage(swap, component)
  }
}

/** Runs of swaps in which each begins where the one before ends. */
function familiesOf({ swaps: all }: Symmetry, swaps: readonly number[]): Family[] {
  const families: { threads: ThreadIndex[]; swaps: number[] }[] = []
  for (const swap of swaps) {
    const [left, right] = at(all, swap, 'swaps')
    const last = families.at(-1)
    if (last !== undefined && last.threads.at(-1) === left) {
      last.threads.push(right)
      last.swaps.push(swap)
    } else families.push({ threads: [left, right], swaps: [swap] })
  }
  return families
}
