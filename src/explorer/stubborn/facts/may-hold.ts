/**
 * The values that each object may have while a thread is at a local state, before any search: a thread-modular fixpoint (Flanagan, Qadeer:
 * Thread-modular model checking, SPIN 2003). A thread's own steps carry values from local state to local state; a change that a thread
 * may make to an object is one that all others may find made. Values are correlated along the path of one step, and nowhere else, so it
 * over-approximates: what it says of steps (edges, writes) is what may happen at most. A value is kept only where its thread may still touch the
 * object. Items of work are (step, object, value): the value is new there. Of alike threads only the first of a family is worked on: it finds the
 * changes of the others as images of its own, and at the end they get images of what it has.
 */
import { at } from '../../../errors/at.ts'
import {
  type Ir,
  type LocalId,
  type ObjectId,
  type ThreadIndex,
  type ThreadTable,
  targetsIn,
  UNKNOWN,
  type ValueId,
} from '../../../model/ir.ts'
import type { Meter } from '../../../tasks/meter.ts'
import type { Task } from '../../../tasks/task.ts'
import { Coverage } from '../../steps/coverage.ts'
import { BitSet } from './bit-set.ts'
import { MayChange } from './may-change.ts'
import { carryOver, isLike, type MayFacts, NoImage, withImages } from './may-facts.ts'
import { OverBudget } from './over-budget.ts'
import { NOT_MET, PathWalker } from './path-walker.ts'
import type { StepId } from './step-ids.ts'
import type { StepShape } from './step-shapes.ts'
import type { StepTables } from './step-tables.ts'

export type MayHoldBudget = {
  /** Values of one object, summed over the steps at which they are kept. */
  readonly items: number
  /** Moves along the paths of all steps. */
  readonly moves: number
}

/** What may happen, over the values of the fixpoint. */
export class MayHold {
  /** By object: nothing is known of its values. */
  readonly isOpen: readonly boolean[]
  /** What operations may answer and where they may block, at most; of alike threads, what the first of them meets. On open objects, anything. */
  readonly coverage: Coverage
  readonly #tables: StepTables
  readonly #budget: MayHoldBudget
  readonly #walker: PathWalker
  readonly #ir: Ir
  readonly #futures: readonly BitSet[]
  /** By step, if it may be reached. */
  readonly #facts: (MayFacts | undefined)[] = []
  /** By step, then object: the local states to which its values go unchanged. */
  readonly #carries: Set<LocalId>[][] = []
  /** By step: the objects whose values are kept there. */
  readonly #kept: ObjectId[][] = []
  readonly #changes: MayChange
  /** By object: steps that keep its values. */
  readonly #keepers: readonly StepId[][]
  readonly #items: number[]
  readonly #work: number[] = []

  constructor(tables: StepTables, isOpen: readonly boolean[], budget: MayHoldBudget, meter: Meter) {
    const { ir } = tables.program
    this.isOpen = isOpen
    this.#tables = tables
    this.#budget = budget
    this.#ir = ir
    this.coverage = new Coverage(ir.threads.length)
    this.#walker = new PathWalker(tables.program, isOpen, tables.blind, budget.moves, meter, this.coverage)
    this.#futures = futureObjects(tables, meter)
    this.#changes = new MayChange(ir, tables.alike, (thread, object, from, to) =>
      this.#spread(thread, object, from, to),
    )
    this.#keepers = ir.objects.map(() => [])
    this.#items = ir.objects.map(() => 0)
    ir.threads.forEach(({ initial }, thread) => {
      if (isLike(tables.alike, thread)) return
      const step = tables.steps.of(thread, initial)
      this.#reach(step)
      for (const { id, initial } of ir.objects.map(({ initial }, id) => ({ id, initial }))) this.#add(step, id, initial)
    })
  }

  /** Works until nothing is new: what is asked before it has ended is worth nothing. @throws OverBudget, NoImage, Stopped */
  *close(meter: Meter): Task<void> {
    while (this.#work.length > 0) {
      meter.spend(1)
      if (meter.isDue) yield* meter.pause()
      const value = this.#work.pop() as number // three numbers an item
      const object = this.#work.pop() as number // the second
      const step = this.#work.pop() as number // the first
      this.#process(step, object, value)
    }
    if (this.#tables.alike !== undefined) carryOver(this.#tables, this.#tables.alike, this.#facts)
  }

  isReached(step: StepId): boolean {
    return this.#facts[step] !== undefined
  }

  /** The values of a closed object that the thread of the step may still touch; none of others. */
  valuesAt(step: StepId, object: ObjectId): readonly ValueId[] {
    return this.#facts[step]?.values[object]?.list ?? []
  }

  has(step: StepId, object: ObjectId, value: ValueId): boolean {
    return this.#facts[step]?.values[object]?.set.has(value) ?? false
  }

  /** Where the step may lead; `UNKNOWN` among them if to where no table says. Nowhere from a step that is not reached. */
  edges(step: StepId): ReadonlySet<LocalId> {
    return this.#facts[step]?.edges ?? new Set()
  }

  writes(step: StepId, object: ObjectId): boolean {
    return this.#facts[step]?.writes.has(object) ?? false
  }

  /** The regions (bit r) that the step may enter or leave: none where it is not reached. */
  regionChanges(step: StepId): number {
    return this.#facts[step]?.regionChanges ?? 0
  }

  #process(step: StepId, object: ObjectId, value: ValueId): void {
    if (object === UNKNOWN || (this.#tables.shapes[step] as StepShape).touches.includes(object))
      this.#walk(step, object, value)
    const thread = this.#tables.steps.threadOf(step)
    for (const target of this.#reachedOf(this.#carries, step)[object] ?? [])
      this.#add(this.#tables.steps.of(thread, target), object, value)
    if (object !== UNKNOWN)
      this.#changes.forOthers(thread, object, value, (changed) => {
        this.#add(step, object, changed)
      })
  }

  /** The paths of the step that come to the object, where it has the value; or, without an object, all paths. */
  #walk(step: StepId, object: ObjectId, value: ValueId): void {
    const { steps } = this.#tables
    const walker = this.#walker
    const single = [value]
    walker.exact = object
    walker.walk(
      steps.threadOf(step),
      steps.localOf(step),
      (branched) => (branched === object ? single : this.valuesAt(step, branched)),
      (target) => {
        if (object === UNKNOWN || walker.first[object] === value) this.#endPath(step, target)
      },
    )
  }

  #endPath(step: StepId, target: LocalId): void {
    const { steps, shapes } = this.#tables
    const thread = steps.threadOf(step)
    this.#lead(step, target)
    const to = target === UNKNOWN ? UNKNOWN : steps.of(thread, target)
    const { first, last } = this.#walker
    for (const object of at(shapes, step, 'steps').touches) {
      const before = first[object] as number // one entry an object
      if (before === NOT_MET || this.isOpen[object]) continue
      const after = last[object] as ValueId // the same
      if (to !== UNKNOWN) this.#add(to, object, after)
      if (before >= 0) this.#change(step, object, before, after)
      else for (const value of [...this.valuesAt(step, object)]) this.#change(step, object, value, after) // overwritten, whatever it was
    }
    if (to === UNKNOWN) return
    for (const object of this.#reachedOf(this.#kept, to))
      if (first[object] === NOT_MET) this.#carry(step, target, object)
  }

  #lead(step: StepId, target: LocalId): void {
    const facts = this.#reachedOf(this.#facts, step)
    if (facts.edges.has(target)) return
    facts.edges.add(target)
    const { steps } = this.#tables
    const { regions } = this.#ir.threads[steps.threadOf(step)] as ThreadTable // ids come from the tables
    facts.regionChanges |= target === UNKNOWN ? -1 : at(regions, steps.localOf(step)) ^ at(regions, target)
    if (target !== UNKNOWN) this.#reach(steps.of(steps.threadOf(step), target))
  }

  #reach(step: StepId): void {
    if (this.#facts[step] !== undefined) return
    const facts: MayFacts = {
      values: [],
      edges: new Set(),
      writes: new BitSet(this.#ir.objects.length),
      regionChanges: 0,
    }
    this.#facts[step] = facts
    this.#carries[step] = []
    const kept = at(this.#futures, step, 'steps')
      .members()
      .filter((object) => !this.isOpen[object])
    this.#kept[step] = kept
    for (const object of kept) {
      facts.values[object] = { set: new BitSet(at(this.#ir.objects, object, 'objects').valueCount), list: [] }
      at(this.#keepers, object, 'objects').push(step)
    }
    for (const object of at(this.#tables.shapes, step, 'steps').mayWrite)
      if (this.isOpen[object]) facts.writes.add(object)
    this.#work.push(step, UNKNOWN, 0) // the paths that need no value
  }

  /** Of a step that work was made for: it is reached, so there is one. */
  #reachedOf<T>(list: readonly (T | undefined)[], step: StepId): T {
    return list[step] as T
  }

  #carry(step: StepId, target: LocalId, object: ObjectId): void {
    const carries = this.#reachedOf(this.#carries, step)
    carries[object] ??= new Set()
    if (carries[object].has(target)) return
    carries[object].add(target)
    const to = this.#tables.steps.of(this.#tables.steps.threadOf(step), target)
    for (const value of this.valuesAt(step, object)) this.#add(to, object, value)
  }

  #change(step: StepId, object: ObjectId, from: ValueId, to: ValueId): void {
    if (from === to) return
    this.#reachedOf(this.#facts, step).writes.add(object)
    this.#changes.add(this.#tables.steps.threadOf(step), object, from, to)
  }

  /** A change that is new, to the other threads. */
  #spread(thread: ThreadIndex, object: ObjectId, from: ValueId, to: ValueId): void {
    for (const keeper of this.#keepers[object] as StepId[])
      if (this.#tables.steps.threadOf(keeper) !== thread && this.has(keeper, object, from))
        this.#add(keeper, object, to)
  }

  #add(step: StepId, object: ObjectId, value: ValueId): void {
    const values = this.#facts[step]?.values[object]
    if (values === undefined || !values.set.add(value)) return
    values.list.push(value)
    this.#work.push(step, object, value)
    const items = (this.#items[object] as number) + 1
    this.#items[object] = items
    if (items > this.#budget.items) throw new OverBudget('too many values', object)
  }
}

/** By step: the objects that its thread may touch there or later. */
function futureObjects({ program, steps, shapes }: StepTables, meter: Meter): readonly BitSet[] {
  const { ir } = program
  const futures = shapes.map(({ touches }) => {
    const set = new BitSet(ir.objects.length)
    for (const object of touches) set.add(object)
    return set
  })
  for (let isStable = false; !isStable; ) {
    isStable = true
    for (let step = steps.count - 1; step >= 0; step--) {
      meter.spend(1)
      const thread = steps.threadOf(step)
      const { next, failure } = ir.threads[thread] as ThreadTable // ids come from the tables
      const local = steps.localOf(step)
      for (const target of [...targetsIn(at(next, local, 'local states')), at(failure, local)]) {
        if (target === UNKNOWN) continue
        const own = at(futures, step, 'steps')
        if (own.addAll(at(futures, steps.of(thread, target), 'steps'))) isStable = false
      }
    }
  }
  return futures
}

/** The fixpoint, with every object over its budget open. @throws OverBudget where that does not help. */
export function* mayHold(tables: StepTables, budget: MayHoldBudget, meter: Meter): Task<MayHold> {
  const isOpen = tables.program.ir.objects.map(({ isClosed }) => !isClosed)
  for (let { alike } = tables; ; ) {
    try {
      const facts = new MayHold({ ...tables, alike }, withImages(isOpen, alike), budget, meter)
      yield* facts.close(meter)
      return facts
    } catch (error) {
      if (error instanceof NoImage) alike = undefined
      else if (!(error instanceof OverBudget) || error.object === undefined || isOpen[error.object]) throw error
      else isOpen[error.object] = true
    }
  }
}
