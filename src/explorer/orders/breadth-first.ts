import { Frontier } from '../states/frontier.ts'
import { type Layout, markedInitial, repack } from '../states/layout.ts'
import { VisitedSet } from '../states/visited-set.ts'
import { Stepper } from '../steps/stepper.ts'
import type { SearchContext, Strategy } from './strategy.ts'

/**
 * Level by level. A violating new state is one step deeper than the deadlocks of the level that is being expanded, so the level is finished
 * before the search stops for it, where deadlocks count.
 */
export class BreadthFirst implements Strategy {
  readonly path = undefined
  expanded = 0
  edges = 0
  /** Steps to the states being expanded. */
  depth = 0
  readonly #context: SearchContext
  readonly #stepper: Stepper
  #visited: VisitedSet
  #frontier: Frontier

  constructor(context: SearchContext) {
    this.#context = context
    const { program, coverage, stopAtFirst, chooser, symmetry } = context
    this.#stepper = new Stepper({ program, coverage, marksAll: !stopAtFirst, recordsThreads: false, chooser, symmetry })
    const { layout } = this.#stepper
    this.#visited = new VisitedSet(layout.words, context)
    this.#frontier = new Frontier(layout.words)
    this.#insert(markedInitial(layout, program.ir), layout.words, 0)
    this.#frontier.nextLevel()
  }

  get states(): number {
    return this.#visited.size
  }

  get waiting(): number {
    return this.states - this.expanded
  }

  get levels(): number {
    return this.depth + 1
  }

  get storedBytes(): number {
    return this.#visited.storedBytes + this.#frontier.storedBytes + this.#stepper.storedBytes
  }

  step(): 'more' | 'done' | 'memory' | 'states' {
    if (this.#mayStop()) return 'done'
    const chunk = this.#frontier.reading
    if (chunk === undefined) return this.#nextLevel() ? 'more' : 'done'
    const { layout } = this.#stepper
    const from = this.#frontier.position
    const next = this.#stepper.expand(chunk.words, from, chunk.length)
    const length = this.#stepper.batchLength
    if (!this.#reserve(length / layout.words)) return 'memory'
    for (const at of this.#stepper.stuck) this.#context.findings.lookStuck(layout, chunk.words, at, this.depth)
    if (!this.#insert(this.#stepper.batch, length, this.depth + 1)) return 'memory'
    this.edges += length / layout.words
    this.expanded += (next - from) / layout.words
    if (this.#visited.isFull) return 'states'
    this.#frontier.advanceTo(next)
    const former = this.#stepper.settle()
    if (former !== undefined) return this.#repack(former)
    return 'more'
  }

  #mayStop(): boolean {
    const { findings, stopAtFirst, program } = this.#context
    if (!stopAtFirst || findings.first === undefined) return false
    return findings.first.depth <= this.depth || !program.ir.isDeadlockViolation
  }

  #nextLevel(): boolean {
    const { findings, stopAtFirst } = this.#context
    if (!this.#frontier.nextLevel()) return false
    this.depth++
    return !stopAtFirst || findings.first === undefined
  }

  #reserve(more: number): boolean {
    const others = this.#frontier.bytesFor(more) + this.#stepper.storedBytes
    return this.#visited.reserve(more, this.#context.limitBytes, others)
  }

  #insert(batch: Int32Array, length: number, depth: number): boolean {
    const { layout, meetsFailure } = this.#stepper
    const chunk = this.#frontier.writing(length)
    const end = this.#visited.insert(batch, length, chunk.words, chunk.length)
    if (end < 0) return false
    chunk.length = end
    for (const at of this.#visited.marked)
      this.#context.findings.look(layout, chunk.words, at, depth, meetsFailure || depth === 0)
    return true
  }

  #repack(former: Layout): 'more' | 'memory' {
    const { layout } = this.#stepper
    const state = new Int32Array(layout.words)
    const fresh = new Int32Array(layout.words)
    const visited = new VisitedSet(layout.words, this.#context)
    const left = this.#context.limitBytes - this.storedBytes - this.#frontier.bytesToConvert(layout.words)
    if (!visited.reserve(this.states, left)) return 'memory'
    this.#visited.forEach((states, at) => {
      repack(former, states, at, layout, state, 0)
      visited.insert(state, layout.words, fresh, 0)
    })
    this.#visited = visited
    this.#frontier = this.#frontier.convert(layout.words, (source, at, target, targetAt) => {
      repack(former, source, at, layout, target, targetAt)
    })
    return 'more'
  }
}
