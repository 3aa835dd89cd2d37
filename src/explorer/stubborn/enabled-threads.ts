/**
 * Which threads can step in a packed state. A step that reads one object is asked once for each of its values, one that reads several once for each
 * valuation of them; a step that reads none once. What the tables do not say yet is found out, as a search would.
 */
import { type LocalId, type ObjectId, Pending, type ThreadId } from '../../model/ir.ts'
import { type Layout, readSlot, type Slot } from '../layout.ts'
import { NOTHING_NEEDED, StepWalker } from '../step-walker.ts'
import type { StepId } from './step-ids.ts'
import type { StepTables } from './step-tables.ts'

const Guard = { never: 0, oneObject: 1, manyObjects: 2, unknown: 3, always: 4 } as const

const IS_ENABLED = 1
const IS_BLOCKED = 2

export class EnabledThreads {
  /** By thread, after `at`: its step. */
  readonly steps: Int32Array
  readonly #tables: StepTables
  readonly #walker: StepWalker
  readonly #guards: Uint8Array
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
    this.#objects = Int32Array.from(shapes, ({ reads }) => reads[0] ?? 0)
    this.#guards = Uint8Array.from(shapes, ({ reads }, step) => {
      const pending = program.ir.threads[steps.threadOf(step)]?.pending[steps.localOf(step)]
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
    switch (this.#guards[step]) {
      case Guard.never:
        return false
      case Guard.always:
        return true
      case Guard.oneObject:
        return this.#isEnabledByOne(step, states, at)
      case Guard.manyObjects:
        return this.#isEnabledByMany(step, states, at)
      default: {
        const isEnabled = this.#ask(step, states, at)
        this.#guards[step] = isEnabled ? Guard.always : Guard.never
        return isEnabled
      }
    }
  }

  #isEnabledByOne(step: StepId, states: Int32Array, at: number): boolean {
    const i = 3 * (this.#objects[step] as number) // one entry a step
    const bits = this.#objectSlots[i + 2] as number // three entries an object
    const word = states[at + (this.#objectSlots[i] as number)] as number // the same
    const value = bits === 0 ? 0 : (word << (this.#objectSlots[i + 1] as number)) >>> (32 - bits)
    const known = this.#byValue[step]?.[value] ?? 0
    if (known !== 0) return known === IS_ENABLED
    const isEnabled = this.#ask(step, states, at)
    this.#remember(step, value, isEnabled ? IS_ENABLED : IS_BLOCKED)
    return isEnabled
  }

  #remember(step: StepId, value: number, known: number): void {
    let byValue = this.#byValue[step]
    if (byValue === undefined || value >= byValue.length) {
      const longer = new Uint8Array(Math.max(value + 1, 2 * (byValue?.length ?? 0)))
      if (byValue !== undefined) longer.set(byValue)
      byValue = longer
      this.#byValue[step] = longer
    }
    byValue[value] = known
  }

  #isEnabledByMany(step: StepId, states: Int32Array, at: number): boolean {
    let key = ''
    for (const object of this.#tables.shapes[step]?.reads ?? []) key += `${this.#valueOf(object, states, at)} `
    const byValues = this.#byValues[step] ?? new Map<string, number>()
    this.#byValues[step] = byValues
    const known = byValues.get(key)
    if (known !== undefined) return known === IS_ENABLED
    const isEnabled = this.#ask(step, states, at)
    byValues.set(key, isEnabled ? IS_ENABLED : IS_BLOCKED)
    return isEnabled
  }

  #ask(step: StepId, states: Int32Array, at: number): boolean {
    let isEnabled = false
    const { values } = this.#walker
    for (let object = 0; object < values.length; object++) values[object] = this.#valueOf(object, states, at)
    const [thread, local]: [ThreadId, LocalId] = [this.#tables.steps.threadOf(step), this.#tables.steps.localOf(step)]
    const needed = this.#walker.walk(thread, local, () => {
      isEnabled = true
    })
    return isEnabled && needed === NOTHING_NEEDED
  }

  #valueOf(object: ObjectId, states: Int32Array, at: number): number {
    return readSlot(this.#layout.objects[object] as Slot, states, at) // one slot an object
  }
}

function shifts({ word, shift, bits }: Slot): number[] {
  return [word, bits === 0 ? 0 : 32 - shift - bits, bits]
}
