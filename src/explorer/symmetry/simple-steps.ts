/** Steps of one operation, compared by table look-ups: in most designs they are nearly all steps. */
import {
  FAILED,
  type Ir,
  type LocalId,
  type ObjectId,
  type OperationTable,
  type ThreadId,
  type ThreadTable,
  UNKNOWN,
  type ValueId,
} from '../../model/ir.ts'
import { isSimple } from '../simple-step.ts'
import type { Difference, Differences } from './difference.ts'
import type { SwapGroup } from './swap-group.ts'

/** A local state of a thread and its image under a swap; the objects on which their operations are. */
type Pair = {
  readonly other: ThreadId
  readonly image: LocalId
  readonly object: ObjectId
  readonly target: ObjectId
  readonly table: ThreadTable
  readonly theirs: ThreadTable
  /** Whether the step at the image is one operation, too. */
  readonly isSimple: boolean
}

/** The (thread, local state, value) still to be compared, and those that have been. */
export class SimpleSteps {
  /** Of a comparison, in terms of the cheapest ones. */
  readonly cost = 1
  readonly #ir: Ir
  readonly #group: SwapGroup
  readonly #words: Differences
  /** Three numbers an item. */
  readonly #work: number[] = []
  /** `[thread][local]`: by value, the place of the item in `#work` and one more; 0: not added. */
  readonly #places: (Int32Array | undefined)[][]
  /** By swap and thread, then local state. */
  readonly #pairs: (Pair | undefined)[][] = []
  readonly #closesUnderImages: boolean
  #done = 0

  constructor(ir: Ir, group: SwapGroup, words: Differences, closesUnderImages: boolean) {
    this.#ir = ir
    this.#group = group
    this.#words = words
    this.#closesUnderImages = closesUnderImages
    this.#places = ir.threads.map(() => [])
  }

  get isDone(): boolean {
    return this.#done >= this.#work.length
  }

  /** Adds every value under which the step can be taken as far as the tables know. */
  addAll(thread: ThreadId, local: LocalId): void {
    const table = this.#ir.threads[thread] as ThreadTable // one a thread
    const { outcome } = this.#operation(table, local)
    for (let value = 0; value < outcome.length; value++)
      if (this.#isKnown(table, local, value)) this.#add(thread, local, value)
  }

  /** Compares the next item with its images; answers the first difference for each swap that has one. */
  next(swaps: readonly number[]): readonly Difference[] {
    const [thread, local, value] = [this.#work[this.#done], this.#work[this.#done + 1], this.#work[this.#done + 2]]
    this.#done += 3
    const found: Difference[] = []
    for (const swap of swaps) {
      const difference = this.#compare(swap, thread as number, local as number, value as number) // three an item
      if (difference !== undefined) found.push(difference)
    }
    return found
  }

  #add(thread: ThreadId, local: LocalId, value: ValueId): void {
    const row = this.#places[thread] as (Int32Array | undefined)[] // one a thread
    const table = this.#ir.threads[thread] as ThreadTable // the same
    row[local] ??= new Int32Array(this.#ir.objects[this.#operation(table, local).object]?.valueCount ?? 0)
    if (row[local][value] !== 0) return
    row[local][value] = this.#work.push(thread, local, value) - 2
  }

  /** Where the item is in `#work`; −1 if it was not added. */
  #placeOf(thread: ThreadId, local: LocalId, value: ValueId): number {
    return (this.#places[thread]?.[local]?.[value] ?? 0) - 1
  }

  #operation(table: ThreadTable, local: LocalId): OperationTable {
    return this.#ir.operations[table.operation[local] as number] as OperationTable // an operation is pending
  }

  /** Whether closing foresaw it: else there is no outcome, or an answer that leads nowhere. */
  #isKnown(table: ThreadTable, local: LocalId, value: ValueId): boolean {
    const start = this.#operation(table, local).outcome[value] ?? UNKNOWN
    if (start === UNKNOWN) return false
    const count = this.#ir.outcomes[start] as number // a run begins with its count
    for (let i = start + 2; i <= start + 2 * count; i += 2)
      if (targetOf(table, local, this.#ir.outcomes[i] as number) === UNKNOWN) return false // as many pairs as it says
    return true
  }

  #compare(swap: number, thread: ThreadId, local: LocalId, value: ValueId): Difference | undefined {
    const group = this.#group
    const pair = this.#pairOf(swap, thread, local)
    const { other, image, object, target } = pair
    const imageValue = group.image(swap, object, value)
    if (imageValue < 0 || group.image(swap, target, imageValue) !== value) return this.#words.noValue(swap, object)
    const place = this.#placeOf(other, image, imageValue)
    if (place >= 0 && place < this.#done - 3) return undefined // compared with this one, whose image it is
    const isAlike =
      pair.isSimple &&
      (place >= 0 || this.#isKnown(pair.theirs, image, imageValue)) &&
      this.#haveSameEnds(swap, thread, local, pair, value, imageValue)
    if (!isAlike)
      return this.#words.step(swap, { thread, local }, { thread: other, local: image }, this.#words.doesOther(object))
    if (place < 0 && this.#closesUnderImages) this.#add(other, image, imageValue)
    return undefined
  }

  #pairOf(swap: number, thread: ThreadId, local: LocalId): Pair {
    const row = swap * this.#ir.threads.length + thread
    const known = this.#pairs[row]?.[local]
    if (known !== undefined) return known
    const group = this.#group
    const [other, image] = [group.threadImage(swap, thread), group.image(swap, group.componentOf(thread), local)]
    const [table, theirs] = [this.#ir.threads[thread] as ThreadTable, this.#ir.threads[other] as ThreadTable] // one a thread
    const { object } = this.#operation(table, local)
    const made: Pair = {
      other,
      image,
      object,
      target: group.objectImage(swap, object),
      table,
      theirs,
      isSimple: isSimple(theirs, image),
    }
    this.#pairs[row] ??= []
    this.#pairs[row][local] = made
    return made
  }

  /** Of two that are known. */
  #haveSameEnds(
    swap: number,
    thread: ThreadId,
    local: LocalId,
    { image, object, table, theirs }: Pair,
    value: ValueId,
    imageValue: ValueId,
  ): boolean {
    const { outcomes } = this.#ir
    const start = this.#operation(table, local).outcome[value] as number // known
    const other = this.#operation(theirs, image).outcome[imageValue] as number // known
    const count = outcomes[start] as number // a run begins with its count
    if (outcomes[other] !== count) return false
    const component = this.#group.componentOf(thread)
    let taken = 0
    for (let i = 1; i <= 2 * count; i += 2) {
      const after = this.#group.image(swap, object, outcomes[start + i] as number) // as many pairs as the count says
      const next = targetOf(table, local, outcomes[start + i + 1] as number) // the same
      const target = this.#group.image(swap, component, next)
      let k = 0
      while (k < count && !this.#isEnd(other + 1 + 2 * k, theirs, image, after, target, (taken & (1 << k)) !== 0)) k++
      if (k === count || k > 30) return false
      taken |= 1 << k
    }
    return true
  }

  #isEnd(at: number, table: ThreadTable, local: LocalId, value: ValueId, target: LocalId, isTaken: boolean): boolean {
    const { outcomes } = this.#ir
    return !isTaken && outcomes[at] === value && targetOf(table, local, outcomes[at + 1] as number) === target // within the run
  }
}

function targetOf(table: ThreadTable, local: LocalId, answer: number): LocalId {
  return (answer === FAILED ? table.failure[local] : table.next[local]?.[answer]) ?? UNKNOWN
}
