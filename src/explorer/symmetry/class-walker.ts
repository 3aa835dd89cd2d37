/**
 * The paths of one step from all states in which objects hold values of given classes. An object that no operation has
 * changed on the path *keeps* its value, whichever it is; all members of its class have then had the same answers.
 * After a store the value is one and the same for all. So what is found describes the step at every member.
 * (steps/step-walker.ts walks the same paths at one value an object.)
 */
import { at } from '../../errors/at.ts'
import {
  type AnswerId,
  FAILED,
  type Ir,
  type LocalId,
  type ObjectId,
  type OperationId,
  Pending,
  type ThreadIndex,
  type ThreadTable,
  UNKNOWN,
  type ValueId,
} from '../../model/ir.ts'
import { type Blindness, Blindnesses } from '../steps/blindness.ts'
import { type ActionsOf, actionsAt, howAfter, howFrom, howOnward } from '../steps/by.ts'
import type { ClassRules } from './class-rules.ts'
import type { ValueClass, ValueClasses } from './value-classes.ts'

/** A stored local state, in which the thread has a step to take. */
export type StepOf = { readonly thread: ThreadIndex; readonly local: LocalId }

/** Of objects that a step looks at; missing: any value. */
export type Classes = ReadonlyMap<ObjectId, ValueClass>

/** Where a path ends, how it was walked (`By`), and what it stored; objects that are not in `stored` are left alone. */
export type ClassEnd = {
  readonly target: LocalId
  readonly how: number
  readonly stored: ReadonlyMap<ObjectId, ValueId>
}

/**
 * `divides`: an operation that tells members of a class apart. `unmet`: the tables do not say what the step does there,
 * since it is never taken there; `endless`: some path has no end; `too many`: paths.
 */
export type Walked =
  | { readonly kind: 'ends'; readonly ends: readonly ClassEnd[] }
  | { readonly kind: 'divides'; readonly object: ObjectId; readonly operation: OperationId }
  | { readonly kind: 'unmet' | 'endless' | 'too many' }

type Stop = Exclude<Walked, { readonly kind: 'ends' }>

/** As many as a search walks on one path. */
const LIMIT_MOVES = 1_000
/** On all paths of one step; where there are more, no search would get far. */
const LIMIT_ALL_MOVES = 1 << 16

export class ClassWalker {
  readonly #ir: Ir
  readonly #values: ValueClasses
  readonly #rules: ClassRules
  readonly #blindness: Blindnesses
  readonly #actionsOf: ActionsOf | undefined
  readonly #stored = new Map<ObjectId, ValueId>()
  #table: ThreadTable
  #classes: Classes = new Map()
  #ends: ClassEnd[] = []
  #depth = 0
  #how = 0
  /** Of the last walk. */
  moves = 0

  constructor(ir: Ir, values: ValueClasses, rules: ClassRules, actionsOf?: ActionsOf) {
    this.#actionsOf = actionsOf
    this.#ir = ir
    this.#values = values
    this.#rules = rules
    this.#blindness = new Blindnesses(ir)
    this.#table = at(ir.threads, 0, 'threads')
  }

  walk({ thread, local }: StepOf, classes: Classes): Walked {
    this.#table = at(this.#ir.threads, thread, 'threads')
    this.#classes = classes
    this.#ends = []
    this.#stored.clear()
    this.#depth = 0
    this.#how = howFrom(this.#table, local)
    this.moves = 0
    return this.#from(local) ?? { kind: 'ends', ends: this.#ends }
  }

  #from(local: LocalId): Stop | undefined {
    switch (this.#table.pending[local]) {
      case Pending.operation:
        return this.#operation(local, at(this.#table.operation, local))
      case Pending.step:
      case Pending.choice:
        return this.#ways(local, at(this.#table.next, local))
      default:
        return undefined
    }
  }

  #ways(local: LocalId, targets: readonly LocalId[]): Stop | undefined {
    for (const [option, target] of targets.entries()) {
      const stop = this.#to(local, option, target)
      if (stop !== undefined) return stop
    }
    return undefined
  }

  #operation(local: LocalId, operation: OperationId): Stop | undefined {
    const { object, outcome } = at(this.#ir.operations, operation, 'operations')
    const before = this.#stored.get(object)
    const blindness = this.#blindnessOf(operation)
    const value = before ?? this.#memberOf(object, operation, blindness)
    if (value === undefined) return { kind: 'divides', object, operation }
    const start = outcome[value] ?? UNKNOWN
    if (start === UNKNOWN) return { kind: 'unmet' }
    const { outcomes } = this.#ir
    const end = start + 2 * at(outcomes, start, 'outcomes') // a run begins with its count
    for (let i = start + 1; i < end; i += 2) {
      const after = at(outcomes, i)
      const isKept = before === undefined && after === value && blindness !== 'stores' && this.#rules.keptApart
      if (!isKept) this.#stored.set(object, after)
      const answer = at(outcomes, i + 1)
      const stop = this.#to(local, answer, this.#targetOf(local, answer))
      if (before === undefined) this.#stored.delete(object)
      else this.#stored.set(object, before)
      if (stop !== undefined) return stop
    }
    return undefined
  }

  /** One that stands for all, unless the operation tells them apart. */
  #memberOf(object: ObjectId, operation: OperationId, blindness: Blindness): ValueId | undefined {
    const found = this.#classes.get(object)
    if (blindness === 'none' && (found === undefined || this.#values.divided(found, operation).length > 1))
      return undefined
    return at((found ?? this.#values.all(object)).members, 0, 'members')
  }

  #blindnessOf(operation: OperationId): Blindness {
    return this.#rules.blindness ? this.#blindness.of(operation) : 'none'
  }

  #targetOf(local: LocalId, answer: number): LocalId {
    const { failure, next } = this.#table
    return answer === FAILED ? at(failure, local) : (at(next, local, 'local states')[answer] ?? UNKNOWN)
  }

  #to(local: LocalId, answer: AnswerId, target: LocalId | undefined): Stop | undefined {
    if (target === undefined || target === UNKNOWN) return { kind: 'unmet' }
    if (++this.moves > LIMIT_ALL_MOVES) return { kind: 'too many' }
    const before = this.#how
    this.#how = howAfter(before, this.#table, local, answer) | actionsAt(this.#actionsOf, this.#table, local, answer)
    const stop = this.#table.stored[target] ? this.#end(target) : this.#goOn(target)
    this.#how = before
    return stop
  }

  #end(target: LocalId): undefined {
    this.#ends.push({ target, how: this.#how, stored: new Map(this.#stored) })
  }

  #goOn(target: LocalId): Stop | undefined {
    if (++this.#depth > LIMIT_MOVES) return { kind: 'endless' }
    this.#how = howOnward(this.#how, this.#table, target)
    const stop = this.#from(target)
    this.#depth--
    return stop
  }
}
