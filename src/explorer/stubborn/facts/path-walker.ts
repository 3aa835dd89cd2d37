/**
 * The paths of one step over *some* values of each object: where a path first needs the value of an object it branches over those that it is given,
 * and from then on the value is that of the path. So values are correlated within a step and independent between steps. Unlike the step walker of
 * the searches it never extends an automaton: an answer that is not known leads to the local state `UNKNOWN`, from which nothing goes on.
 * An *open* object has no values here: an operation on it may give any answer that is known.
 */
import {
  type AnswerId,
  answersIn,
  FAILED,
  type LocalId,
  type ObjectId,
  type OperationId,
  type OperationTable,
  Pending,
  type Program,
  type ThreadIndex,
  type ThreadTable,
  UNKNOWN,
  type ValueId,
} from '../../../model/ir.ts'
import type { Meter } from '../../../tasks/meter.ts'
import type { Coverage } from '../../steps/coverage.ts'
import { OverBudget } from './over-budget.ts'
import type { BlindOperation, BlindOperations } from './step-shapes.ts'

/** In `first`: the path has not come to the object. */
export const NOT_MET = -1
/** In `first`: the path has overwritten the object without looking; or the object is open. */
export const NOT_READ = -2

const LIMIT_PATH_MOVES = 1_000

/** The values over which a path branches. */
export type Branches = (object: ObjectId) => readonly ValueId[]

export class PathWalker {
  /** By object: its value when the path came to it. */
  readonly first: Int32Array
  /** By object: its value now, if the path has come to it. */
  readonly last: Int32Array
  /** An object whose value is to be branched over even where it is overwritten. */
  exact: ObjectId = UNKNOWN
  /** Moves that may still be made. */
  movesLeft: number
  /** Of these moves. */
  meter: Meter | undefined
  readonly #program: Program
  readonly #isOpen: readonly boolean[]
  readonly #blind: BlindOperations
  readonly #coverage: Coverage | undefined
  #thread: ThreadIndex = 0
  #table: ThreadTable
  #branches: Branches = () => []
  #end: (target: LocalId) => void = () => {}
  #depth = 0

  constructor(
    program: Program,
    isOpen: readonly boolean[],
    blind: BlindOperations,
    limitMoves: number,
    meter: Meter | undefined,
    coverage?: Coverage,
  ) {
    this.#coverage = coverage
    this.#program = program
    this.#isOpen = isOpen
    this.#blind = blind
    this.movesLeft = limitMoves
    this.meter = meter
    this.first = new Int32Array(program.ir.objects.length).fill(NOT_MET)
    this.last = new Int32Array(program.ir.objects.length)
    this.#table = program.ir.threads[0] as ThreadTable // a system has a thread
  }

  /** Calls back at the end of each path; `first` and `last` are then those of the path. @throws OverBudget, Stopped */
  walk(thread: ThreadIndex, local: LocalId, branches: Branches, end: (target: LocalId) => void): void {
    this.#thread = thread
    this.#table = this.#program.ir.threads[thread] as ThreadTable // ids come from the tables
    this.#branches = branches
    this.#end = end
    this.#depth = 0
    try {
      this.#from(local)
    } catch (error) {
      this.first.fill(NOT_MET)
      throw error
    }
  }

  #from(local: LocalId): void {
    const next = this.#table.next[local] as LocalId[] // one row a local state
    if (this.#table.pending[local] === Pending.operation)
      this.#operation(local, this.#table.operation[local] as OperationId) // set where an operation is pending
    else if (this.#table.pending[local] === Pending.step) this.#to(next[0] ?? UNKNOWN)
    else if (this.#table.pending[local] === Pending.choice) for (const target of next) this.#to(target ?? UNKNOWN)
  }

  #operation(local: LocalId, operation: OperationId): void {
    const { object } = this.#program.ir.operations[operation] as OperationTable // ids come from the tables
    if (this.#isOpen[object]) this.#guess(local, object)
    else if (this.first[object] !== NOT_MET)
      this.#perform(local, operation, object, this.last[object] as ValueId) // one value an object
    else {
      const blind = object === this.exact ? undefined : this.#blind.of(operation)
      if (blind !== undefined) this.#performBlindly(local, object, blind)
      else this.#branch(local, operation, object)
      this.first[object] = NOT_MET
    }
  }

  #branch(local: LocalId, operation: OperationId, object: ObjectId): void {
    const values = this.#branches(object)
    for (let i = 0, { length } = values; i < length; i++) {
      const value = values[i] as ValueId // below the length
      this.first[object] = value
      this.#perform(local, operation, object, value)
    }
  }

  #performBlindly(local: LocalId, object: ObjectId, { stores, answer }: BlindOperation): void {
    if (stores !== UNKNOWN) {
      this.first[object] = NOT_READ
      this.last[object] = stores
    }
    this.#coverage?.answer(this.#thread, local, answer)
    this.#to(this.#after(local, answer))
  }

  #perform(local: LocalId, operation: OperationId, object: ObjectId, value: ValueId): void {
    const { outcomes } = this.#program.ir
    const at = this.#outcomeAt(operation, value)
    const count = outcomes[at] as number // a run begins with its count
    if (count === 0) this.#coverage?.block(this.#thread, local)
    for (let pair = at + 1; pair <= at + 2 * count; pair += 2) {
      const answer = outcomes[pair + 1] as number // as many pairs as the count says
      this.last[object] = outcomes[pair] as ValueId // the same
      this.#coverage?.answer(this.#thread, local, answer)
      this.#to(this.#after(local, answer))
    }
    this.last[object] = value
  }

  #outcomeAt(operation: OperationId, value: ValueId): number {
    const { ir, unknowns } = this.#program
    const { outcome, object } = ir.operations[operation] as OperationTable // ids come from the tables
    if ((outcome[value] ?? UNKNOWN) === UNKNOWN) {
      try {
        unknowns.run(operation, value)
      } catch (error) {
        throw new OverBudget('an operation throws', object, error)
      }
    }
    const at = outcome[value] ?? UNKNOWN
    if (at === UNKNOWN) throw new OverBudget('an operation has no outcome', object)
    return at
  }

  #guess(local: LocalId, object: ObjectId): void {
    const before = this.first[object] as number // one entry an object
    this.first[object] = NOT_READ
    this.#coverage?.block(this.#thread, local)
    const next = this.#table.next[local] as LocalId[] // one row a local state
    const answers = answersIn(next)
    for (const answer of answers) {
      this.#coverage?.answer(this.#thread, local, answer)
      this.#to(this.#after(local, answer))
    }
    if (answers.length < next.length) this.#to(UNKNOWN)
    const failure = this.#table.failure[local] as LocalId
    if (failure !== UNKNOWN) this.#to(failure)
    this.first[object] = before
  }

  /** `UNKNOWN` where the tables do not say. */
  #after(local: LocalId, answer: AnswerId): LocalId {
    if (answer === FAILED) return this.#table.failure[local] as LocalId // one entry a local state
    return (this.#table.next[local] as LocalId[])[answer] ?? UNKNOWN // the same
  }

  #to(target: LocalId): void {
    if (this.movesLeft-- <= 0) throw new OverBudget('the steps have too many paths')
    this.meter?.spend(1)
    if (target === UNKNOWN || this.#table.stored[target]) this.#end(target)
    else {
      if (++this.#depth > LIMIT_PATH_MOVES) throw new OverBudget(`a step of ${this.#table.name} has no end`)
      this.#from(target)
      this.#depth--
    }
  }
}
