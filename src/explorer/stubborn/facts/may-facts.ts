/** What may happen at a step, and how it is carried over to the steps of alike threads. */
import { at } from '../../../errors/at.ts'
import { type LocalId, type ObjectId, type ThreadIndex, UNKNOWN, type ValueId } from '../../../model/ir.ts'
import type { SwapGroup } from '../../symmetry/swap-group.ts'
import { BitSet } from './bit-set.ts'
import { NO_IMAGE } from './step-images.ts'
import type { StepTables } from './step-tables.ts'

/** Each value once, in the order found. */
export type MayValues = { readonly set: BitSet; readonly list: ValueId[] }

export type MayFacts = {
  /** By object; of those only that its thread may still touch. */
  readonly values: (MayValues | undefined)[]
  readonly edges: Set<LocalId>
  /** Objects that it may change. */
  readonly writes: BitSet
  /** Bit r: it may enter or leave region r. */
  regionChanges: number
}

/** A value that no search meets may have no image: then nothing is carried over. */
export class NoImage extends Error {}

/** Whether an earlier thread of its family speaks for the thread. */
export function isLike(alike: SwapGroup | undefined, thread: ThreadIndex): boolean {
  return alike?.families.some(({ threads }) => threads.indexOf(thread) > 0) ?? false
}

/** @throws NoImage */
export function imageOf(alike: SwapGroup, swap: number, object: ObjectId, value: ValueId): ValueId {
  const image = alike.image(swap, object, value)
  if (image === UNKNOWN) throw new NoImage()
  return image
}

/** Objects that are open, and their images. */
export function withImages(isOpen: readonly boolean[], alike: SwapGroup | undefined): readonly boolean[] {
  const all = [...isOpen]
  for (const [object, is] of all.entries()) if (is) open(object)
  return all

  function open(object: ObjectId): void {
    all[object] = true
    for (const swap of alike?.swaps ?? []) {
      const image = alike?.objectImage(swap, object) ?? object
      if (all[image] === false) open(image)
    }
  }
}

/** From the first thread of each family to the second, from the second to the third, and so on. @throws NoImage */
export function carryOver(
  { steps, images, program }: StepTables,
  alike: SwapGroup,
  facts: (MayFacts | undefined)[],
): void {
  for (const { threads, swaps } of alike.families)
    for (const [i, swap] of swaps.entries()) {
      const thread = threads[i] as ThreadIndex // one more thread than swaps
      const imageOfStep = images.bySwap[alike.swaps.indexOf(swap)] as Int32Array // one a swap
      for (let local = 0; steps.has(thread, local); local++) {
        const step = steps.of(thread, local)
        const known = facts[step]
        const image = at(imageOfStep, step, 'steps')
        if (known === undefined) continue
        if (image === NO_IMAGE) throw new NoImage()
        facts[image] = imageOfFacts(
          alike,
          swap,
          thread,
          known,
          (object) => at(program.ir.objects, object, 'objects').valueCount,
        )
      }
    }
}

function imageOfFacts(
  alike: SwapGroup,
  swap: number,
  thread: ThreadIndex,
  { values, edges, writes, regionChanges }: MayFacts,
  valueCount: (object: ObjectId) => number,
): MayFacts {
  const images: (MayValues | undefined)[] = []
  values.forEach((those, object) => {
    if (those === undefined) return
    const to = alike.objectImage(swap, object)
    const list = those.list.map((value) => imageOf(alike, swap, object, value))
    images[to] = { set: BitSet.of(list, valueCount(to)), list }
  })
  const targets = [...edges].map((target) =>
    target === UNKNOWN ? UNKNOWN : alike.image(swap, alike.componentOf(thread), target),
  )
  const written = writes.members().map((object) => alike.objectImage(swap, object))
  return {
    values: images,
    edges: new Set(targets),
    writes: BitSet.of(written, 32 * writes.words.length),
    regionChanges,
  }
}
