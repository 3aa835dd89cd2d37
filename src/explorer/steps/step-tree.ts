/**
 * Step trees: for each (thread, stored local state) a decision tree over the objects that the step reads, grown where states ask for it.
 * All trees lie in one array of 32-bit words, of which a child entry is
 *
 *     0      not known yet: `grow` walks the tables and fills it in
 *     n > 0  a node:  tree[n − 1] object   tree[n] where its slot is   tree[n + 1 + value] child
 *     n < 0  a leaf:  tree[−n] number of outcomes, with `OWED` where one of them is; then for each outcome who steps and how (`By`), where that is
 *            recorded, and for each word: AND mask, OR mask
 *
 * `tree[n]` is `left | right << 5 | word << 10`: the value is `state[word] << left >>> right`. An outcome's masks write absolute values, so a
 * slot that is written without being read needs no node. Roots are always nodes, trivial ones at need: one read without a question costs less
 * than guessing whether there is one. The masks clear bit 31 of word 0 where the outcome is to be looked at if its
 * state is new: it changes what a property observes, or a thread fails. Leaf 1 is "blocked": no outcome, masks that nobody uses.
 */
import { at } from '../../errors/at.ts'
import {
  type Ir,
  type LocalId,
  Mark,
  type ObjectId,
  Pending,
  type Program,
  type ThreadIndex,
  type ThreadTable,
} from '../../model/ir.ts'
import { Stopped } from '../../tasks/meter.ts'
import { GrowingWords } from '../states/growing-words.ts'
import { type Layout, OCCUPIED, readSlot, type Slot, slotHolds } from '../states/layout.ts'
import { type ActionsOf, By } from './by.ts'
import type { Coverage } from './coverage.ts'
import { NOT_KNOWN, NOTHING_NEEDED, StepWalker } from './step-walker.ts'

/** What `grow` answers when the layout or the batch must change before the state can be expanded. */
export const MUST_STOP = 0
/** In the word that says how many outcomes a leaf has. Set in none unless that is tracked. */
export const OWED: number = 1 << 30
const BLOCKED_LEAF = 1
/** Where a node has its object: it reads nothing. */
const NO_OBJECT = -1
/** An entry is a place of 31 bits. */
const LIMIT_BYTES = 4 * (2 ** 31 - 1)

export type StepTreeOptions = {
  readonly program: Program
  readonly layout: Layout
  readonly coverage: Coverage
  /** Marks every outcome, so that every new state is looked at. */
  readonly marksAll: boolean
  readonly recordsThreads: boolean
  readonly actionsOf?: ActionsOf | undefined
}

export class StepTrees {
  readonly #words: GrowingWords
  /** Where the entries of thread t's stored local states begin. */
  readonly roots: readonly number[]
  /** An id met that has no room in its slot. */
  needsLayout = false
  /** Whether leaves say if somebody is owed one of their outcomes: as soon as it is known that some step is voluntary. */
  readonly tracksOwed: boolean
  /** Whether some leaf leads to a failed local state. */
  meetsFailure = false
  readonly #ir: Ir
  readonly #layout: Layout
  readonly #walker: StepWalker
  readonly #marksAll: boolean
  /** Words of an outcome before its masks. */
  readonly #head: 0 | 1
  /** Of the leaf being built. */
  #owed = 0
  readonly #isObserved: readonly boolean[]
  readonly #observedRegions: number
  /** The most outcomes of a leaf so far, by thread. */
  readonly #outcomeBound: number[]
  /** AND and OR masks of the leaf being built. */
  readonly #masks: number[] = []
  readonly #known: Int32Array
  #top: number
  /** The root of local states not met yet. */
  readonly #unmet: number

  constructor({ program, layout, coverage, marksAll, recordsThreads, actionsOf }: StepTreeOptions) {
    this.#ir = program.ir
    this.#layout = layout
    this.#walker = new StepWalker(program, coverage, false, actionsOf)
    this.#marksAll = marksAll
    this.#head = recordsThreads ? 1 : 0
    this.tracksOwed = program.ir.threads.some(({ marks }) => marks.some((mark) => (mark & Mark.voluntary) !== 0))
    const observed = program.ir.properties.flatMap((property) => property.observes)
    this.#isObserved = program.ir.objects.map((_, id) =>
      observed.some((it) => it.kind === 'object' && it.object === id),
    )
    this.#observedRegions = observed.reduce((set, it) => (it.kind === 'region' ? set | (1 << it.region) : set), 0)
    this.#outcomeBound = program.ir.threads.map(() => 1)
    this.#known = new Int32Array(program.ir.objects.length)
    this.#top = BLOCKED_LEAF + 1 + this.#head + 2 * layout.words
    this.roots = layout.threads.map((slot) => {
      const start = this.#top
      this.#top += 2 ** slot.bits
      return start
    })
    this.#words = new GrowingWords(2 * this.#top, LIMIT_BYTES)
    this.#unmet = this.#addTrivialNode(0)
    this.tree.fill(this.#unmet, this.roots[0], this.#unmet - 1)
  }

  /** Replaced when it grows. */
  get tree(): Int32Array {
    return this.#words.array
  }

  get storedBytes(): number {
    return this.#words.storedBytes
  }

  /** The most successors of one state, as far as the leaves tell; `grow` stops before one that has more. */
  get outcomeBound(): number {
    return this.#outcomeBound.reduce((sum, count) => sum + count, 0)
  }

  /** The leaf entry for the thread in the state at `states[at]`, or `MUST_STOP`. */
  grow(thread: ThreadIndex, states: Int32Array, at: number): number {
    this.#known.fill(NOT_KNOWN)
    for (const [id, object] of this.#ir.objects.entries())
      if (object.isClosed && object.valueCount === 1) this.#known[id] = 0
    const local = readSlot(this.#layout.threads[thread] as Slot, states, at) // one slot a thread
    let cell = (this.roots[thread] as number) + local // one root a thread
    for (;;) {
      let entry = this.tree[cell] as number // a child, which the slot holds
      if (entry < 0) return entry
      if (entry === 0 || entry === this.#unmet) {
        const needed = this.#collect(thread, local)
        if (this.needsLayout) return MUST_STOP
        if (needed === NOTHING_NEEDED) return this.#addLeaf(thread, cell, entry === this.#unmet)
        entry = this.#addNode(needed)
        this.tree[cell] = entry
      }
      const object = this.tree[entry - 1] as ObjectId // the layout of a node
      if (object === NO_OBJECT) return this.tree[entry + 2] as number // its only child
      const value = readSlot(this.#layout.objects[object] as Slot, states, at) // one slot an object
      this.#known[object] = value
      cell = entry + 1 + value
    }
  }

  /** Fills `#masks` with the outcomes of all paths, or answers the object that must be known first. */
  #collect(thread: ThreadIndex, local: LocalId): ObjectId {
    this.#masks.length = 0
    this.#owed = 0
    this.#walker.values.set(this.#known)
    const table = this.#ir.threads[thread] as ThreadTable // ids come from the tables
    return this.#walker.walk(thread, local, (target) => this.#addMasks(thread, table, local, target))
  }

  #addMasks(thread: ThreadIndex, table: ThreadTable, local: LocalId, target: LocalId): void {
    const { values, by } = this.#walker
    const isVoluntary = (by & By.voluntary) !== 0
    if (!this.tracksOwed && isVoluntary) this.needsLayout = true
    if (this.tracksOwed && !isVoluntary) this.#owed = OWED
    if (this.#head === 1) this.#masks.push(by)
    const start = this.#masks.length
    for (let word = 0; word < this.#layout.words; word++) this.#masks.push(-1, 0)
    this.#write(start, this.#layout.threads[thread] as Slot, target) // one slot a thread
    const fails = table.pending[target] === Pending.failed
    if (fails) this.meetsFailure = true
    const regions = at(table.regions, local) ^ at(table.regions, target)
    let isMarked = this.#marksAll || fails || (regions & this.#observedRegions) !== 0
    for (let object = 0; object < values.length; object++) {
      const value = values[object] as number // within its length
      if (value === this.#known[object]) continue
      this.#write(start, this.#layout.objects[object] as Slot, value) // one slot an object
      if (this.#isObserved[object]) isMarked = true
    }
    if (isMarked) this.#masks[start] = at(this.#masks, start) & ~OCCUPIED
  }

  #write(start: number, slot: Slot, id: number): void {
    if (!slotHolds(slot, id)) this.needsLayout = true
    const and = start + 2 * slot.word
    const mask = slot.bits === 0 ? 0 : (-1 >>> (32 - slot.bits)) << slot.shift
    this.#masks[and] = at(this.#masks, and) & ~mask
    this.#masks[and + 1] = at(this.#masks, and + 1) | (id << slot.shift)
  }

  #addLeaf(thread: ThreadIndex, cell: number, isRoot: boolean): number {
    const count = this.#masks.length / (this.#head + 2 * this.#layout.words)
    if (count > at(this.#outcomeBound, thread)) {
      this.#outcomeBound[thread] = count
      return MUST_STOP
    }
    let leaf = BLOCKED_LEAF
    if (count > 0) {
      leaf = this.#allocate(1 + this.#masks.length)
      this.tree[leaf] = count | this.#owed
      this.tree.set(this.#masks, leaf + 1)
    }
    this.tree[cell] = isRoot ? this.#addTrivialNode(-leaf) : -leaf
    return -leaf
  }

  #addNode(object: ObjectId): number {
    const slot = this.#layout.objects[object] as Slot // one slot an object
    const node = this.#allocate(2 + 2 ** slot.bits) + 1
    this.tree[node - 1] = object
    this.tree[node] = (32 - slot.shift - slot.bits) | ((32 - slot.bits) << 5) | (slot.word << 10)
    return node
  }

  /** A node with one child. It reads bit 31 of word 0, which is always 1. */
  #addTrivialNode(child: number): number {
    const node = this.#allocate(4) + 1
    this.tree[node - 1] = NO_OBJECT
    this.tree[node] = 31 << 5
    this.tree[node + 2] = child
    return node
  }

  /** @throws Stopped */
  #allocate(words: number): number {
    const start = this.#top
    this.#top += words
    if (!this.#words.reach(this.#top)) throw new Stopped('memory')
    return start
  }
}
