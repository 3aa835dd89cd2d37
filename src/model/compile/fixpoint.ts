/**
 * Closes the automata before any search: a thread-modular fixpoint (Flanagan, Qadeer: Thread-modular model checking, SPIN 2003) of the values that
 * each object may have while a thread is at a local state. A thread's own steps carry values from local state to local state; a change that a
 * thread may make to an object is one that all others may find made. It is an over-approximation: every value and answer that can occur is
 * found, and some that cannot. What goes wrong at a value or under an answer is kept as a failing outcome or a failed local state, and is a
 * verdict only if a search reaches it. Items of work are `(thread, local state, object, value)`: the value is new there.
 */
import { at } from '../../errors/at.ts'
import type { Meter } from '../../tasks/meter.ts'
import { Changes } from '../interference/changes.ts'
import { FAILED, type LocalId, type ObjectId, Pending, type ThreadIndex, UNKNOWN, type ValueId } from '../ir.ts'
import type { Automaton } from './automaton.ts'
import type { Operations } from './operations.ts'
import { ValueSet } from './value-set.ts'

export type Budget = {
  /** Runs of recipes on values of objects without a declared domain. */
  readonly runs: number
  /** Local states of one thread. */
  readonly locals: number
  /** Values, by object; as many as there are unless given. */
  readonly values: readonly (number | undefined)[]
}

const workOfItem = 1

export class Fixpoint {
  readonly #automata: readonly Automaton[]
  readonly #operations: Operations
  readonly #budget: Budget
  /** `[thread][local][object]` */
  readonly #values: ValueSet[][][] = []
  /** Local states reached at which others may step, with what is in `#values`. */
  readonly #atRest: { readonly thread: ThreadIndex; readonly local: LocalId; readonly values: readonly ValueSet[] }[] =
    []
  /** `[thread][local]`: where a step of the thread may lead from there. */
  readonly #successors: Set<LocalId>[][] = []
  /** By object. */
  readonly #changes: readonly Changes[]
  /** Items, four numbers each. The newest is done first, which keeps the list short. */
  readonly #work: number[] = []
  /** Local states to leave, of threads, two numbers each: a chain of them may be long. */
  readonly #leaving: number[] = []
  #runs = 0
  /** What went over the budget: the name of an object or a thread. */
  overBudget: string | undefined

  constructor(automata: readonly Automaton[], operations: Operations, budget: Budget) {
    this.#automata = automata
    this.#operations = operations
    this.#budget = budget
    this.#changes = operations.objects.map(() => new Changes())
    automata.forEach((_, thread) => {
      this.#values.push([])
      this.#successors.push([])
      this.#reach(thread, 0)
      operations.objects.forEach(({ table }, object) => {
        this.#add(thread, 0, object, table.initial)
      })
    })
    automata.forEach((_, thread) => {
      this.#leaving.push(thread, 0)
    })
  }

  /** Works until a pause is due; true when there is nothing left to do, or the budget is used up. @throws Stopped */
  advance(meter: Meter): boolean {
    while (this.overBudget === undefined && !meter.isDue) {
      meter.spend(workOfItem)
      if (this.#leaveNext()) continue
      const value = this.#work.pop()
      const object = this.#work.pop()
      const local = this.#work.pop()
      const thread = this.#work.pop()
      if (value === undefined || object === undefined || local === undefined || thread === undefined) return true
      this.#process(thread, local, object, value)
    }
    return this.overBudget !== undefined
  }

  /** The values that the object may have while the thread is at the local state. */
  values(thread: ThreadIndex, local: LocalId, object: ObjectId): ValueSet | undefined {
    return this.#values[thread]?.[local]?.[object]
  }

  #process(thread: ThreadIndex, local: LocalId, object: ObjectId, value: ValueId): void {
    const state = at(at(this.#automata, thread).locals, local)
    if (state.pending === Pending.operation && at(this.#operations.tables, state.operation).object === object)
      this.#perform(thread, local, object, value)
    else for (const next of at(at(this.#successors, thread), local)) this.#add(thread, next, object, value)
    if (!state.isStored) return
    at(this.#changes, object).forOthers(thread, value, (changed) => {
      this.#add(thread, local, object, changed)
    })
  }

  #perform(thread: ThreadIndex, local: LocalId, object: ObjectId, value: ValueId): void {
    const automaton = at(this.#automata, thread)
    const state = at(automaton.locals, local)
    const worksOn = at(this.#operations.objects, object)
    const isKnown = (at(this.#operations.tables, state.operation).outcome[value] ?? UNKNOWN) !== UNKNOWN
    if (!isKnown && ++this.#runs > this.#budget.runs) {
      this.overBudget = worksOn.declaration.name
      return
    }
    const { outcomes } = this.#operations
    const start = this.#operations.run(state.operation, value)
    if (worksOn.isLarge || worksOn.table.valueCount > (this.#budget.values[object] ?? Number.POSITIVE_INFINITY)) {
      this.overBudget = worksOn.declaration.name
      return
    }
    const end = start + 2 * at(outcomes, start)
    for (let i = start + 1; i <= end; i += 2) {
      const changed = at(outcomes, i)
      const answer = at(outcomes, i + 1)
      const next = answer === FAILED ? automaton.fail(local) : automaton.extend(local, answer)
      this.#follow(thread, local, next, object)
      this.#add(thread, next, object, changed)
      if (changed !== value) this.#change(thread, object, value, changed)
    }
  }

  #leaveNext(): boolean {
    const local = this.#leaving.pop()
    const thread = this.#leaving.pop()
    if (local === undefined || thread === undefined) return false
    this.#leave(thread, local)
    return true
  }

  /** A local state without an operation: its steps need no value. */
  #leave(thread: ThreadIndex, local: LocalId): void {
    const automaton = at(this.#automata, thread)
    const { pending } = at(automaton.locals, local).arrival
    const options = pending.kind === 'choice' ? pending.options.length : pending.kind === 'step' ? 1 : 0
    for (let option = 0; option < options; option++)
      this.#follow(thread, local, automaton.extend(local, option), UNKNOWN)
  }

  /** The thread may go from `local` to `next`, where all objects but the one it works on are as they were. */
  #follow(thread: ThreadIndex, local: LocalId, next: LocalId, worksOn: ObjectId): void {
    const successors = at(at(this.#successors, thread), local)
    if (successors.has(next)) return
    successors.add(next)
    const isNew = this.#reach(thread, next)
    at(at(this.#values, thread), local).forEach((values, object) => {
      if (object !== worksOn) for (const value of values.members()) this.#add(thread, next, object, value)
    })
    if (isNew) this.#leaving.push(thread, next)
  }

  #reach(thread: ThreadIndex, local: LocalId): boolean {
    const locals = at(this.#values, thread)
    if (locals[local] !== undefined) return false
    const automaton = at(this.#automata, thread)
    if (local >= this.#budget.locals) this.overBudget = automaton.thread.name
    while (locals.length <= local) locals.push(undefined as unknown as ValueSet[]) // filled when it is reached: ids are dense, order is not
    const values = this.#operations.objects.map(() => new ValueSet())
    locals[local] = values
    if (at(automaton.locals, local).isStored) this.#atRest.push({ thread, local, values })
    at(this.#successors, thread)[local] = new Set()
    return true
  }

  #change(thread: ThreadIndex, object: ObjectId, from: ValueId, to: ValueId): void {
    if (!at(this.#changes, object).add(thread, from, to)) return
    for (const { thread: other, local, values } of this.#atRest)
      if (other !== thread && at(values, object).has(from)) this.#add(other, local, object, to)
  }

  #add(thread: ThreadIndex, local: LocalId, object: ObjectId, value: ValueId): void {
    if (at(at(at(this.#values, thread), local), object).add(value)) this.#work.push(thread, local, object, value)
  }
}
