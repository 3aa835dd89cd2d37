/**
 * The steps of one thread from one stored local state: all paths through mid-step local states to the next stored ones. What
 * interprets the tables for searches: it grows the step trees and writes counterexamples. (stubborn/path-walker.ts
 * walks the same paths over sets of values and never asks.) It may be given part of the state only: it then says
 * which object it must know next. An operation with one and the same outcome for every value of a closed object (a blind store), or with none
 * but one answer (a step that looks at nothing), is walked without knowing the value.
 */
import { at } from '../../errors/at.ts'
import { InternalError } from '../../errors/internal-error.ts'
import { ModelError } from '../../errors/model-error.ts'
import {
  type AnswerId,
  FAILED,
  type Ir,
  type LocalId,
  type ObjectId,
  type OperationId,
  Pending,
  type Program,
  type ThreadIndex,
  type ThreadTable,
  UNKNOWN,
  type Unknowns,
  type ValueId,
} from '../../model/ir.ts'
import { Blindnesses } from './blindness.ts'
import { type ActionsOf, actionsAt, howAfter, howFrom, howOnward } from './by.ts'
import type { Coverage } from './coverage.ts'
import type { TableMove } from './schedule.ts'

/** In place of a value id: not known. */
export const NOT_KNOWN = -1
/** `walk` found all paths. */
export const NOTHING_NEEDED = -1

/** Moves on one path: `atomically` has no more; an endless cycle of mid-step local states gets there, before the stack ends. */
const LIMIT_MOVES = 1_000

/** Told at the end of each path, with the walker's `values` and `by` as they are then. */
export type PathVisitor = (target: LocalId) => void

export class StepWalker {
  /** Working value of each object along the path, or `NOT_KNOWN`. Set it before `walk`, which leaves it as it was. */
  readonly values: Int32Array
  /** The moves of the path so far, if they are wanted. */
  readonly moves: TableMove[] = []
  /** The thread, and how it steps on the path that is visited (`By`). */
  by = 0
  readonly #ir: Ir
  readonly #unknowns: Unknowns
  readonly #coverage: Coverage | undefined
  readonly #recordsMoves: boolean
  readonly #actionsOf: ActionsOf | undefined
  readonly #blindness: Blindnesses
  #thread: ThreadIndex = 0
  #table: ThreadTable
  #visit: PathVisitor = () => {}
  #moveCount = 0

  constructor(program: Program, coverage: Coverage | undefined, recordsMoves: boolean, actionsOf?: ActionsOf) {
    this.#ir = program.ir
    this.#unknowns = program.unknowns
    this.#coverage = coverage
    this.#recordsMoves = recordsMoves
    this.#actionsOf = actionsOf
    this.#blindness = new Blindnesses(program.ir)
    this.values = new Int32Array(program.ir.objects.length)
    this.#table = program.ir.threads[0] as ThreadTable // a system has a thread
  }

  /** Visits every path from `local`, or answers the object whose value it needs first (some paths may have been visited then). */
  walk(thread: ThreadIndex, local: LocalId, visit: PathVisitor): ObjectId {
    this.#thread = thread
    this.#table = this.#ir.threads[thread] as ThreadTable // ids come from the tables
    this.#visit = visit
    this.#moveCount = 0
    this.moves.length = 0
    this.by = thread | howFrom(this.#table, local)
    return this.#from(local)
  }

  #from(local: LocalId): ObjectId {
    this.#coverage?.meet(this.#thread, local)
    switch (this.#table.pending[local]) {
      case Pending.operation:
        return this.#operation(local)
      case Pending.step:
        return this.#local(local, 0, { kind: 'skip', local })
      case Pending.choice:
        return this.#choice(local)
      default:
        return NOTHING_NEEDED
    }
  }

  #choice(local: LocalId): ObjectId {
    const options = at(this.#table.next, local, 'local states').length
    for (let option = 0; option < options; option++) {
      const needed = this.#local(local, option, { kind: 'choice', local, option, ways: options })
      if (needed !== NOTHING_NEEDED) return needed
    }
    return NOTHING_NEEDED
  }

  #local(local: LocalId, answer: AnswerId, move: TableMove): ObjectId {
    if (this.#recordsMoves) this.moves.push(move)
    const needed = this.#to(local, answer, this.#next(local, answer))
    if (this.#recordsMoves) this.moves.pop()
    return needed
  }

  #operation(local: LocalId): ObjectId {
    const operation = this.#table.operation[local] as OperationId // set where an operation is pending
    const table = at(this.#ir.operations, operation, 'operations')
    const object = table.object
    let value = this.values[object] as ValueId // one value an object
    const isKnown = value !== NOT_KNOWN
    const blindness = isKnown ? 'none' : this.#blindness.of(operation)
    if (!isKnown && blindness === 'none') return object
    if (!isKnown) value = 0
    let start = table.outcome[value] ?? UNKNOWN
    if (start === UNKNOWN) {
      this.#unknowns.run(operation, value)
      start = table.outcome[value] ?? UNKNOWN
      if (start === UNKNOWN)
        throw new InternalError(`operation ${operation} was run on value ${value} without an outcome`)
    }
    const count = this.#ir.outcomes[start] as number // a run begins with its count
    if (count === 0) this.#coverage?.block(this.#thread, local)
    for (let outcome = 0; outcome < count; outcome++) {
      const after = this.#ir.outcomes[start + 1 + 2 * outcome] as ValueId // as many pairs as the count says
      const answer = this.#ir.outcomes[start + 2 + 2 * outcome] as AnswerId // the same
      this.#coverage?.answer(this.#thread, local, answer)
      if (this.#recordsMoves)
        this.moves.push({
          kind: 'operation',
          local,
          operation,
          outcome,
          ways: count,
          valueBefore: value,
          valueAfter: after,
          answer,
        })
      if (isKnown || blindness === 'stores') this.values[object] = after
      const needed = this.#to(local, answer, answer === FAILED ? this.#failure(local) : this.#next(local, answer))
      if (this.#recordsMoves) this.moves.pop()
      this.values[object] = isKnown ? value : NOT_KNOWN
      if (needed !== NOTHING_NEEDED) return needed
    }
    return NOTHING_NEEDED
  }

  #to(local: LocalId, answer: AnswerId, target: LocalId): ObjectId {
    const before = this.by
    this.by = howAfter(before, this.#table, local, answer) | actionsAt(this.#actionsOf, this.#table, local, answer)
    const needed = this.#table.stored[target] ? this.#end(target) : this.#goOn(target)
    this.by = before
    return needed
  }

  #end(target: LocalId): ObjectId {
    this.#coverage?.meet(this.#thread, target)
    this.#visit(target)
    return NOTHING_NEEDED
  }

  #goOn(target: LocalId): ObjectId {
    if (++this.#moveCount > LIMIT_MOVES) throw endlessStep(this.#table.name)
    this.by = howOnward(this.by, this.#table, target)
    const needed = this.#from(target)
    this.#moveCount--
    return needed
  }

  #next(local: LocalId, answer: AnswerId): LocalId {
    let target = at(this.#table.next, local, 'local states')[answer] ?? UNKNOWN
    if (target !== UNKNOWN) return target
    this.#unknowns.extend(this.#thread, local, answer)
    target = at(this.#table.next, local, 'local states')[answer] ?? UNKNOWN
    if (target === UNKNOWN) throw new InternalError(`answer ${answer} was extended without a local state`)
    return target
  }

  #failure(local: LocalId): LocalId {
    if (at(this.#table.failure, local) === UNKNOWN) this.#unknowns.extend(this.#thread, local, FAILED)
    const target = at(this.#table.failure, local)
    if (target === UNKNOWN) throw new InternalError('a failure was extended without a local state')
    return target
  }
}

function endlessStep(thread: string): ModelError {
  return new ModelError(
    'M003',
    `A step of ${thread} never ends: it performed ${LIMIT_MOVES} operations in one atomic step.`,
    {
      expected: 'an atomic step that ends',
      seen: `${LIMIT_MOVES} operations without an end`,
      fix: 'Do not loop inside atomically(); loop around it.',
    },
  )
}
