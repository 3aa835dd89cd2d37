/**
 * Which threads can step in a packed state. A step that reads one object is asked once for each of its values, one that reads several once for each
 * valuation of them; a step that reads none once. What the tables do not say yet is found out, as a search would: a step may then turn out to
 * read more than they said when the sets were made. It is asked without the values of the rest, so that what is remembered cannot depend on
 * them; where they are needed it is asked anew in each state.
 */
import { at } from '../../../errors/at.ts'
import { type LocalId, type ObjectId, Pending, type ThreadIndex, UNKNOWN } from '../../../model/ir.ts'
import { type Layout, readSlot, type Slot } from '../../states/layout.ts'
import { NOT_KNOWN, NOTHING_NEEDED, StepWalker } from '../../steps/step-walker.ts'
import type { StepId } from '../facts/step-ids.ts'
import type { StepTables } from '../facts/step-tables.ts'

const Guard = { never: 0, oneObject: 1, manyObjects: 2, unknown: 3, always: 4 } as const

/** What the values say that a step was known to read. */
const NOT_ASKED = 0
const IS_ENABLED = 1
const IS_BLOCKED = 2
const NEEDS_MORE = 3

export class EnabledThreads {
  /** By thread, after `at`: its step. */
  readonly steps: Int32Array
  readonly #tables: StepTables
  readonly #walker: StepWalker
  readonly #guards: Uint8Array
  /** By step: the object that it reads first; `UNKNOWN` if it reads none. */
  readonly #objects: Int32Array
  /** By step, then value. */
  readonly #byValue: Uint8Array[] = []
  readonly #byValues: Map<string, number>[] = []
  #layout: Layout = { words: 0, objects: [], threads: [] }
  /** By thread and by object: word, left shift, right shift. */
  #threadSlots: Int32Array = new Int32Array(0)
  #objectSlots: Int32Array = new Int32Array(0)

  constructor(tables: StepTables) {
    const { program, shapes, steps } = tables
    this.#tables = tables
    this.#walker = new StepWalker(program, undefined, false)
    this.steps = new Int32Array(program.ir.threads.length)
    this.#objects = Int32Array.from(shapes, ({ reads }) => reads[0] ?? UNKNOWN)
    this.#guards = Uint8Array.from(shapes, ({ reads }, step) => {
      const pending = at(program.ir.threads, steps.threadOf(step), 'threads').pending[steps.localOf(step)]
      if (pending === Pending.finished || pending === Pending.failed) return Guard.never
      return reads.length === 0 ? Guard.unknown : reads.length === 1 ? Guard.oneObject : Guard.manyObjects
    })
  }

  prepare(layout: Layout): void {
    this.#layout = layout
    this.#threadSlots = Int32Array.from(layout.threads.flatMap(shifts))
    this.#objectSlots = Int32Array.from(layout.objects.flatMap(shifts))
  }

  /** Bit t: thread t can step. −1 if a thread is at a local state that has no step id. */
  at(states: Int32Array, at: number): number {
    const slots = this.#threadSlots
    const { starts } = this.#tables.steps
    let enabled = 0
    for (let thread = 0, i = 0; thread < this.steps.length; thread++, i += 3) {
      const bits = slots[i + 2] as number // three entries a thread
      const word = states[at + (slots[i] as number)] as number // the same
      const local = bits === 0 ? 0 : (word << (slots[i + 1] as number)) >>> (32 - bits)
      const step = (starts[thread] as number) + local // one entry a thread
      if (step >= (starts[thread + 1] as number)) return -1
      this.steps[thread] = step
      if (this.#isEnabled(step, states, at)) enabled |= 1 << thread
    }
    return enabled
  }

  /** The values of all objects in a state, into `values`. */
  values(states: Int32Array, at: number, values: Int32Array): void {
    for (let object = 0, i = 0; object < values.length; object++, i += 3) {
      const bits = this.#objectSlots[i + 2] as number // three entries an object
      const word = states[at + (this.#objectSlots[i] as number)] as number // the same
      values[object] = bits === 0 ? 0 : (word << (this.#objectSlots[i + 1] as number)) >>> (32 - bits)
    }
  }

  #isEnabled(step: StepId, states: Int32Array, at: number): boolean {
    const known = this.#known(step, states, at)
    return known === NEEDS_MORE ? this.#askAll(step, states, at) : known === IS_ENABLED
  }

  #known(step: StepId, states: Int32Array, at: number): number {
    switch (this.#guards[step]) {
      case Guard.never:
        return IS_BLOCKED
      case Guard.always:
        return IS_ENABLED
      case Guard.oneObject:
        return this.#knownOfOne(step, states, at)
      case Guard.manyObjects:
        return this.#knownOfMany(step, states, at)
      default: {
        const known = this.#ask(step, states, at)
        if (known !== NEEDS_MORE) this.#guards[step] = known === IS_ENABLED ? Guard.always : Guard.never
        return known
      }
    }
  }

  #knownOfOne(step: StepId, states: Int32Array, at: number): number {
    const i = 3 * (this.#objects[step] as number) // one entry a step
    const bits = this.#objectSlots[i + 2] as number // three entries an object
    const word = states[at + (this.#objectSlots[i] as number)] as number // the same
    const value = bits === 0 ? 0 : (word << (this.#objectSlots[i + 1] as number)) >>> (32 - bits)
    const before = this.#byValue[step]?.[value]
    if (before !== undefined && before !== NOT_ASKED) return before
    const known = this.#ask(step, states, at)
    this.#remember(step, value, known)
    return known
  }

  #remember(step: StepId, value: number, known: number): void {
    let byValue = this.#byValue[step]
    if (byValue === undefined || value >= byValue.length) {
      const longer = new Uint8Array(byValue === undefined ? value + 1 : Math.max(value + 1, 2 * byValue.length))
      if (byValue !== undefined) longer.set(byValue)
      byValue = longer
      this.#byValue[step] = longer
    }
    byValue[value] = known
  }

  #knownOfMany(step: StepId, states: Int32Array, at: number): number {
    let key = ''
    for (const object of this.#readsOf(step)) key += `${this.#valueOf(object, states, at)} `
    const byValues = this.#byValues[step] ?? new Map<string, number>()
    this.#byValues[step] = byValues
    const before = byValues.get(key)
    if (before !== undefined) return before
    const known = this.#ask(step, states, at)
    byValues.set(key, known)
    return known
  }

  /** By the values alone that the step was known to read. */
  #ask(step: StepId, states: Int32Array, at: number): number {
    const { values } = this.#walker
    values.fill(NOT_KNOWN)
    for (const object of this.#readsOf(step)) values[object] = this.#valueOf(object, states, at)
    return this.#walk(step)
  }

  #askAll(step: StepId, states: Int32Array, at: number): boolean {
    const { values } = this.#walker
    for (let object = 0; object < values.length; object++) values[object] = this.#valueOf(object, states, at)
    return this.#walk(step) === IS_ENABLED
  }

  /** With the values that the walker has: a path that ends does so whatever the others are. */
  #walk(step: StepId): number {
    let isEnabled = false
    const [thread, local]: [ThreadIndex, LocalId] = [
      this.#tables.steps.threadOf(step),
      this.#tables.steps.localOf(step),
    ]
    const needed = this.#walker.walk(thread, local, () => {
      isEnabled = true
    })
    if (isEnabled) return IS_ENABLED
    return needed === NOTHING_NEEDED ? IS_BLOCKED : NEEDS_MORE
  }

  #readsOf(step: StepId): readonly ObjectId[] {
    return at(this.#tables.shapes, step, 'steps').reads
  }

  #valueOf(object: ObjectId, states: Int32Array, at: number): number {
    return readSlot(this.#layout.objects[object] as Slot, states, at) // one slot an object
  }
}

function shifts({ word, shift, bits }: Slot): number[] {
  return [word, bits === 0 ? 0 : 32 - shift - bits, bits]
}
