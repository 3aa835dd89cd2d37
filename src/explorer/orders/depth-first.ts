/**
 * Depth first on one stack of packed states. A state is put on the stack when it is new, and stays there while its successors are searched:
 * bit 31 of its word 0 is cleared when it is expanded. So the cleared states, from bottom to top, are the run to the state being expanded.
 */
import { GrowingWords } from '../states/growing-words.ts'
import { type Layout, markedInitial, OCCUPIED, repack, type UnpackedState, unpack } from '../states/layout.ts'
import { VisitedSet } from '../states/visited-set.ts'
import { Stepper } from '../steps/stepper.ts'
import type { SearchContext, Strategy } from './strategy.ts'

const STATES_PER_STEP = 256

export class DepthFirst implements Strategy {
  path: readonly UnpackedState[] | undefined
  expanded = 0
  edges = 0
  levels = 1
  /** Expanded states on the stack below the one being expanded. */
  depth = 0
  readonly #context: SearchContext
  readonly #stepper: Stepper
  #visited: VisitedSet
  #stack: GrowingWords
  /** Words in use. */
  #top = 0
  #state: Int32Array

  constructor(context: SearchContext) {
    this.#context = context
    const { program, coverage, stopAtFirst, chooser, symmetry } = context
    this.#stepper = new Stepper({ program, coverage, marksAll: !stopAtFirst, recordsThreads: false, chooser, symmetry })
    const { layout } = this.#stepper
    this.#visited = new VisitedSet(layout.words, context)
    this.#state = markedInitial(layout, program.ir)
    this.#stack = new GrowingWords(1 << 12, context.limitBytes)
    this.#insert(this.#state, layout.words)
  }

  get states(): number {
    return this.#visited.size
  }

  get waiting(): number {
    return this.states - this.expanded
  }

  get storedBytes(): number {
    return this.#visited.storedBytes + this.#stack.storedBytes + this.#stepper.storedBytes
  }

  step(): 'more' | 'done' | 'memory' | 'states' {
    for (let count = 0; count < STATES_PER_STEP; count++) {
      if (this.#top === 0 || (this.#context.stopAtFirst && this.#context.findings.first !== undefined)) return 'done'
      const { words } = this.#stepper.layout
      const at = this.#top - words
      if ((this.#stack.array[at] as number) >= 0) {
        this.#top = at
        this.depth--
      } else if (!this.#expand(at)) return this.#visited.isFull ? 'states' : 'memory'
    }
    return 'more'
  }

  #expand(at: number): boolean {
    const { layout } = this.#stepper
    for (let word = 0; word < layout.words; word++) this.#state[word] = this.#stack.array[at + word] as number
    const isExpanded = this.#stepper.expandOne(this.#state, 0) > 0
    if (isExpanded) {
      const length = this.#stepper.batchLength
      if (!this.#reserve(length)) return false
      const stack = this.#stack.array
      stack[at] = (stack[at] as number) & ~OCCUPIED
      this.expanded++
      this.edges += length / layout.words
      if (this.#stepper.stuck.length > 0) this.#lookStuck()
      this.depth++
      if (!this.#insert(this.#stepper.batch, length)) return false
    }
    const former = this.#stepper.settle()
    return former === undefined || this.#repack(former)
  }

  #lookStuck(): void {
    const { findings } = this.#context
    const before = findings.first
    findings.lookStuck(this.#stepper.layout, this.#state, 0, this.depth)
    if (findings.first !== before) this.path = this.#run()
  }

  #reserve(length: number): boolean {
    const more = length / this.#stepper.layout.words
    const others = this.#stack.bytesToReach(this.#top + length) + this.#stepper.storedBytes
    return this.#visited.reserve(more, this.#context.limitBytes, others) && this.#stack.reach(this.#top + length)
  }

  #insert(batch: Int32Array, length: number): boolean {
    const { layout, meetsFailure } = this.#stepper
    const stack = this.#stack.array
    const end = this.#visited.insert(batch, length, stack, this.#top)
    if (end < 0) return false
    const { findings } = this.#context
    for (const at of this.#visited.marked) {
      const before = findings.first
      findings.look(layout, stack, at, this.depth, meetsFailure || this.depth === 0)
      if (findings.first !== before) this.path = [...this.#run(), unpack(layout, stack, at)]
    }
    if (end > this.#top) this.levels = Math.max(this.levels, this.depth + 1)
    this.#top = end
    return !this.#visited.isFull
  }

  /** The expanded states of the stack. */
  #run(): UnpackedState[] {
    const { layout } = this.#stepper
    const { array } = this.#stack
    const run: UnpackedState[] = []
    for (let at = 0; at < this.#top; at += layout.words)
      if ((array[at] as number) >= 0) run.push(unpack(layout, array, at))
    return run
  }

  #repack(former: Layout): boolean {
    const { layout } = this.#stepper
    const { limitBytes } = this.#context
    const visited = new VisitedSet(layout.words, this.#context)
    const stack = new GrowingWords((this.#top / former.words) * layout.words, limitBytes)
    if (!visited.reserve(this.states, limitBytes - this.storedBytes - stack.storedBytes)) return false
    this.#state = new Int32Array(layout.words)
    const fresh = new Int32Array(layout.words)
    this.#visited.forEach((states, at) => {
      repack(former, states, at, layout, this.#state, 0)
      visited.insert(this.#state, layout.words, fresh, 0)
    })
    this.#moveStack(former, stack)
    this.#visited = visited
    return true
  }

  #moveStack(former: Layout, to: GrowingWords): void {
    const { layout } = this.#stepper
    const [before, after] = [this.#stack.array, to.array]
    let top = 0
    for (let at = 0; at < this.#top; at += former.words, top += layout.words) {
      repack(former, before, at, layout, after, top)
      if ((before[at] as number) >= 0) after[top] = (after[top] as number) & ~OCCUPIED
    }
    this.#stack = to
    this.#top = top
  }
}
