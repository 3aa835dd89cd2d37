/**
 * What the other threads can do while a set stands still, seen from the values of one state: finer than "whatever they may still do". An object is
 * *clean* as long as no step in sight has changed it; a step on clean objects does what it does at the values of the state, in
 * particular nothing if it is blocked; only a step on a dirty one may do all that the fixpoint says. So a thread that waits for something only
 * the set can do is frozen, and so is everybody behind it. As the set grows its environment shrinks: what was right stays right.
 * The set is closed under real disturbance: a step in sight in conflict with a member's, and either an object of the two is dirty or the two do not
 * commute at the values of the state.
 */
import { at } from '../../../errors/at.ts'
import type { ObjectId, ThreadIndex } from '../../../model/ir.ts'
import type { BitSet } from '../facts/bit-set.ts'
import type { MayHold } from '../facts/may-hold.ts'
import type { Rules } from '../facts/rules.ts'
import type { StepId } from '../facts/step-ids.ts'
import { KEPT, type OutcomesOfSteps } from '../facts/step-outcomes.ts'
import type { StepTables } from '../facts/step-tables.ts'
import type { Commutation } from './commutation.ts'
import type { Conflicts } from './conflicts.ts'
import type { StepGraph } from './futures.ts'

/** More objects are too many for sets of 31 bits each. */
export const LIMIT_OBJECTS = 62

/** How far a step in sight has been followed. */
const Followed = { not: 0, clean: 1, dirty: 2 } as const

export type EnvironmentTables = {
  readonly tables: StepTables
  readonly values: MayHold
  readonly graph: StepGraph
  readonly conflicts: Conflicts
  readonly outcomes: OutcomesOfSteps
  readonly commutation: Commutation
  readonly rules: Rules
}

export class Environment {
  readonly #its: EnvironmentTables
  readonly #threads: number
  /** By step, two words each: objects touched, objects that may be written. */
  readonly #touches: Int32Array
  readonly #writes: Int32Array
  readonly #commute = new Map<number, (values: Int32Array) => boolean>()
  /** By step: how far it has been followed, if `#round` is the present one. */
  readonly #followed: Uint8Array
  readonly #rounds: Int32Array
  #round = 0
  /** Steps followed so far: the work done. */
  followed = 0
  readonly #inSight: Int32Array
  /** A bit for each step: in conflict with a member's. */
  readonly #inConflict: Int32Array
  #count = 0
  #dirtyLow = 0
  #dirtyHigh = 0

  constructor(its: EnvironmentTables) {
    this.#its = its
    const { steps, shapes, program } = its.tables
    this.#threads = program.ir.threads.length
    this.#touches = new Int32Array(2 * steps.count)
    this.#writes = new Int32Array(2 * steps.count)
    shapes.forEach(({ touches }, step) => {
      for (const object of touches) addObject(this.#touches, step, object)
      for (const object of touches) if (its.values.writes(step, object)) addObject(this.#writes, step, object)
    })
    this.#followed = new Uint8Array(steps.count)
    this.#rounds = new Int32Array(steps.count)
    this.#inSight = new Int32Array(steps.count)
    this.#inConflict = new Int32Array((steps.count + 31) >>> 5)
  }

  /**
   * The members of the smallest set with the key that is closed, in a state: `steps` by thread, `values` by object (as they were, when it returns).
   * Stops at a set, closed or not, of which `isTooDear` says so.
   */
  close(key: ThreadIndex, steps: Int32Array, values: Int32Array, isTooDear: (members: number) => boolean): number {
    let members = 1 << key
    this.#inConflict.fill(0)
    this.#add(steps[key] as StepId) // one step a thread
    while (!isTooDear(members)) {
      const disturber = this.#explore(members, steps, values)
      if (disturber < 0) return members
      members |= 1 << disturber
      this.#add(steps[disturber] as StepId) // one step a thread
    }
    return members
  }

  /** A member's step: what is in conflict with it may disturb the set. */
  #add(step: StepId): void {
    const { words } = this.#its.conflicts.of[step] as BitSet // one set a step
    for (let word = 0; word < words.length; word++)
      this.#inConflict[word] = (this.#inConflict[word] as number) | (words[word] as number) // as many words
  }

  /** A thread outside with a step in sight that may disturb a member's, or −1. Dirt only grows: what disturbs once does so in the end. */
  #explore(members: number, steps: Int32Array, values: Int32Array): number {
    this.#round++
    this.#count = 0
    this.#dirtyLow = 0
    this.#dirtyHigh = 0
    for (let thread = 0; thread < this.#threads; thread++)
      if ((members & (1 << thread)) === 0) this.#see(steps[thread] as StepId) // one step a thread
    for (let isStable = false; !isStable; ) {
      isStable = true
      for (let i = 0; i < this.#count; i++) {
        const step = this.#inSight[i] as StepId // below the count
        const followed = this.#followed[step] as number // one entry a step
        if (followed === Followed.dirty) continue
        const isDirty = this.#isDirty(step)
        if (followed === Followed.clean && !isDirty) continue
        isStable = false
        this.followed++
        if (this.#disturbs(step, members, steps, values)) return this.#its.tables.steps.threadOf(step)
        if (isDirty) this.#followAll(step)
        else this.#follow(step, values)
      }
    }
    for (let i = 0; i < this.#count; i++) {
      const step = this.#inSight[i] as StepId // below the count
      if (this.#disturbs(step, members, steps, values)) return this.#its.tables.steps.threadOf(step)
    }
    return -1
  }

  #see(step: StepId): void {
    if (this.#rounds[step] === this.#round) return
    this.#rounds[step] = this.#round
    this.#followed[step] = Followed.not
    this.#inSight[this.#count++] = step
  }

  #isDirty(step: StepId): boolean {
    return (
      ((this.#touches[2 * step] as number) & this.#dirtyLow) !== 0 || // two words a step
      ((this.#touches[2 * step + 1] as number) & this.#dirtyHigh) !== 0
    )
  }

  #followAll(step: StepId): void {
    this.#followed[step] = Followed.dirty
    for (const next of this.#its.graph[step] as readonly StepId[]) this.#see(next) // one list a step
    this.#dirtyLow |= this.#writes[2 * step] as number // two words a step
    this.#dirtyHigh |= this.#writes[2 * step + 1] as number
  }

  #follow(step: StepId, values: Int32Array): void {
    this.#followed[step] = Followed.clean
    const { outcomes, tables } = this.#its
    const of = outcomes.of(step)
    const found = of.at(values)
    const start = step - tables.steps.localOf(step)
    for (let at = 0; at < found.length; at += of.touches.length + 1) {
      this.#see(start + (found[at] as number)) // an outcome begins with its target
      for (let i = 0; i < of.touches.length; i++) {
        const object = of.touches[i] as ObjectId // below the length
        const after = found[at + 1 + i] as number // one value for each object
        if (after !== KEPT && after !== values[object]) this.#soil(object)
      }
    }
  }

  #soil(object: ObjectId): void {
    if (!this.#its.rules.dirt) return
    if (object < 31) this.#dirtyLow |= 1 << object
    else this.#dirtyHigh |= 1 << (object - 31)
  }

  #disturbs(step: StepId, members: number, steps: Int32Array, values: Int32Array): boolean {
    if (((this.#inConflict[step >>> 5] as number) & (1 << (step & 31))) === 0) return false // a bit for each step
    for (let rest = members; rest !== 0; rest &= rest - 1) {
      const member = steps[31 - Math.clz32(rest & -rest)] as StepId // one step a thread
      if (!(this.#its.conflicts.of[member] as BitSet).has(step)) continue // one set a step
      if (this.#isDirty(step) || this.#isDirty(member) || !this.#commutes(member, step, values)) return true
    }
    return false
  }

  #commutes(p: StepId, q: StepId, values: Int32Array): boolean {
    const key = p * this.#rounds.length + q
    let commute = this.#commute.get(key)
    if (commute === undefined) {
      commute = this.#its.commutation.rememberedBetween(p, q)
      this.#commute.set(key, commute)
    }
    return commute(values)
  }
}

function addObject(sets: Int32Array, step: StepId, object: ObjectId): void {
  const word = object < 31 ? 2 * step : 2 * step + 1
  sets[word] = at(sets, word) | (1 << (object < 31 ? object : object - 31))
}
