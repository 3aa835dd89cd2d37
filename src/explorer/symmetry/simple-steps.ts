/**
 * Steps of one operation, compared by table look-ups: in most designs they are nearly all steps. Only where all is closed: a step is then known at every
 * value at which it can be taken, and so are its images; what is known of a step and not of an image is a difference.
 */
import { at } from '../../errors/at.ts'
import {
  answersIn,
  FAILED,
  type Ir,
  type LocalId,
  type ObjectId,
  type OperationTable,
  type ThreadIndex,
  type ThreadTable,
  UNKNOWN,
  type ValueId,
} from '../../model/ir.ts'
import { type ActionsOf, actionsAt, By, howAfter } from '../steps/by.ts'
import type { Difference } from '../steps/canoniser.ts'
import { isSimple } from '../steps/simple-step.ts'
import type { Differences } from './difference.ts'
import type { SwapGroup } from './swap-group.ts'
import type { ValueImages } from './value-images.ts'

/** The first difference for each swap that has one, how many comparisons and single looks it took. */
export type Compared = { readonly differences: readonly Difference[]; readonly count: number; readonly looks?: number }

/** A step at some values, all those below `to` from `from` on. */
type Block = { readonly thread: ThreadIndex; readonly local: LocalId; readonly from: ValueId; readonly to: ValueId }

/** By answer, from `FAILED` on: where it leads, and how, as bits of `By`. */
type Onward = { readonly targets: LocalId[]; readonly hows: number[] }

type Place = { readonly thread: ThreadIndex; readonly local: LocalId }

/** A step and its image, and of the values of its object the images. */
type Pair = {
  readonly outcomes: readonly number[]
  readonly images: Int32Array
  readonly outcome: ArrayLike<number>
  readonly ours: Onward
  /** 1 for each value at which the image is known. */
  readonly theirKnown: Uint8Array
  readonly theirOutcome: ArrayLike<number>
  readonly theirs: Onward
}

const VALUES_PER_BLOCK = 1 << 11
/** As many have a bit of a number each; more are not compared. */
const mostEnds = 31

export class SimpleSteps {
  readonly #ir: Ir
  readonly #group: SwapGroup
  readonly #words: Differences
  readonly #prepared: ValueImages
  readonly #work: Block[] = []
  /** By swap and component: images of all that it holds. */
  readonly #images: Int32Array[] = []
  /** By thread, then local state: 1 for each value at which the step is known. */
  readonly #known: Uint8Array[][]
  readonly #actionsOf: ActionsOf | undefined
  #done = 0

  constructor(ir: Ir, group: SwapGroup, words: Differences, images: ValueImages, actionsOf?: ActionsOf) {
    this.#actionsOf = actionsOf
    this.#ir = ir
    this.#group = group
    this.#words = words
    this.#prepared = images
    this.#known = ir.threads.map(() => [])
  }

  get isDone(): boolean {
    return this.#done >= this.#work.length
  }

  /** Adds every value under which the step can be taken as far as the tables know. */
  addAll(thread: ThreadIndex, local: LocalId): void {
    const { length } = this.#operation(thread, local).outcome
    for (let from = 0; from < length; from += VALUES_PER_BLOCK)
      this.#work.push({ thread, local, from, to: Math.min(length, from + VALUES_PER_BLOCK) })
  }

  /** Compares some steps with their images, or makes some of those. */
  next(swaps: readonly number[]): Compared {
    const block = this.#work[this.#done] as Block // there is more to do
    const { object } = this.#operation(block.thread, block.local)
    if (!this.#prepared.prepare(swaps, object)) return { differences: [], count: 0 }
    this.#done++
    const known = this.#knownOf(block.thread, block.local)
    let count = 0
    for (let value = block.from; value < block.to; value++) count += known[value] as number // one entry a value
    return { differences: swaps.flatMap((swap) => this.#compare(swap, block) ?? []), count: count * swaps.length }
  }

  #compare(swap: number, { thread, local, from, to }: Block): Difference | undefined {
    const other = this.#group.threadImage(swap, thread)
    const image = this.#group.image(swap, this.#group.componentOf(thread), local)
    const { object } = this.#operation(thread, local)
    const images = this.#valueImages(swap, object)
    const back = this.#valueImages(swap, this.#group.objectImage(swap, object))
    const known = this.#knownOf(thread, local)
    const pair = this.#pair(swap, { thread, local }, { thread: other, local: image })
    // of two steps that are images of one another the first is compared with the second
    const isSame = other === thread && image === local
    const isSecond = other < thread || (other === thread && image < local)
    for (let value = from; value < to; value++) {
      if (known[value] !== 1) continue
      const imageValue = images[value] as ValueId // one entry a value
      if (imageValue < 0 || back[imageValue] !== value) return this.#words.noValue(swap, object)
      if (isSecond || (isSame && imageValue < value)) continue
      if (pair === undefined || !isAlike(pair, value, imageValue))
        return this.#words.end(swap, { thread, local }, { thread: other, local: image }, this.#words.doesOther(object))
    }
    return undefined
  }

  /** What the step and its image are compared by; nothing where the image is not known anywhere. */
  #pair(swap: number, step: Place, image: Place): Pair | undefined {
    const theirKnown = this.#knownOf(image.thread, image.local)
    if (theirKnown.length === 0) return undefined
    const component = this.#group.componentOf(step.thread)
    const { object, outcome } = this.#operation(step.thread, step.local)
    return {
      outcomes: this.#ir.outcomes,
      images: this.#valueImages(swap, object),
      outcome,
      ours: this.#onward(step, (target) => this.#group.image(swap, component, target)),
      theirKnown,
      theirOutcome: this.#operation(image.thread, image.local).outcome,
      theirs: this.#onward(image, (target) => target),
    }
  }

  /** Where the answers to a step lead, or what that is an image of. */
  #onward({ thread, local }: Place, imageOf: (target: LocalId) => LocalId): Onward {
    const table = this.#ir.threads[thread] as ThreadTable // one a thread
    const onward: Onward = { targets: [], hows: [] }
    for (const answer of [FAILED, ...answersIn(at(table.next, local, 'local states'))]) {
      const target = targetOf(table, local, answer)
      onward.targets[answer - FAILED] = target === UNKNOWN ? UNKNOWN : imageOf(target)
      onward.hows[answer - FAILED] =
        howAfter(By.stays, table, local, answer) | actionsAt(this.#actionsOf, table, local, answer)
    }
    return onward
  }

  #operation(thread: ThreadIndex, local: LocalId): OperationTable {
    const table = this.#ir.threads[thread] as ThreadTable // one a thread
    return this.#ir.operations[table.operation[local] as number] as OperationTable // an operation is pending
  }

  #valueImages(swap: number, object: ObjectId): Int32Array {
    const row = swap * this.#group.components + object
    const known = this.#images[row]
    if (known !== undefined) return known
    const count = at(this.#ir.objects, object, 'objects').valueCount
    const images = Int32Array.from({ length: count }, (_, value) => this.#group.image(swap, object, value))
    this.#images[row] = images
    return images
  }

  /** Where closing foresaw the step: elsewhere there is no outcome, or an answer that leads nowhere. Nowhere for a step of several operations. */
  #knownOf(thread: ThreadIndex, local: LocalId): Uint8Array {
    const rows = this.#known[thread] as Uint8Array[] // one a thread
    const found = rows[local]
    if (found !== undefined) return found
    const table = this.#ir.threads[thread] as ThreadTable // the same
    const { outcome } = isSimple(table, local) ? this.#operation(thread, local) : { outcome: [] }
    const made = new Uint8Array(outcome.length)
    for (let value = 0; value < made.length; value++) made[value] = this.#leadsOn(table, local, outcome[value]) ? 1 : 0
    rows[local] = made
    return made
  }

  #leadsOn(table: ThreadTable, local: LocalId, start: number | undefined): boolean {
    if (start === undefined || start === UNKNOWN) return false
    const { outcomes } = this.#ir
    const end = start + 2 * (outcomes[start] as number) // a run begins with its count
    for (let i = start + 2; i <= end; i += 2)
      if (targetOf(table, local, outcomes[i] as number) === UNKNOWN) return false // as many pairs as it says
    return true
  }
}

/** Whether the step does at the value what its image does at the value's image, but for names. */
function isAlike(pair: Pair, value: ValueId, imageValue: ValueId): boolean {
  const { outcomes, images, ours, theirs } = pair
  if (pair.theirKnown[imageValue] !== 1) return false
  const start = pair.outcome[value] as number // known
  const end = pair.theirOutcome[imageValue] as number // known
  const count = outcomes[start] as number // a run begins with its count
  if (outcomes[end] !== count || count > mostEnds) return false
  let taken = 0
  for (let i = 1; i <= 2 * count; i += 2) {
    const after = images[outcomes[start + i] as number] as ValueId // as many pairs as the count says
    const answer = (outcomes[start + i + 1] as number) - FAILED // the same
    let k = 0
    for (; k < count; k++) {
      const other = (outcomes[end + 2 + 2 * k] as number) - FAILED // the same
      const isEnd =
        outcomes[end + 1 + 2 * k] === after &&
        theirs.targets[other] === ours.targets[answer] &&
        theirs.hows[other] === ours.hows[answer]
      if (isEnd && (taken & (1 << k)) === 0) break
    }
    if (k === count) return false
    taken |= 1 << k
  }
  return true
}

function targetOf(table: ThreadTable, local: LocalId, answer: number): LocalId {
  return answer === FAILED ? at(table.failure, local) : (at(table.next, local, 'local states')[answer] ?? UNKNOWN)
}
