import {
  type AnswerId,
  FAILED,
  type Ir,
  type LocalId,
  type Observable,
  type OperationTable,
  Pending,
  type Program,
  type PropertyTable,
  type ThreadTable,
  UNKNOWN,
  type Unknowns,
} from '../../src/model/ir.ts'

/** What an operation does to a value: blocks, or gives a value and an answer (`'failed'` fails). Several: several outcomes. */
type Effect = (value: unknown) => undefined | readonly (readonly [value: unknown, answer: unknown])[]

/** Performs an operation; labels of one object tell its operations apart. */
export type Performs = { on: string; label: string; effect: Effect; next: (answer: unknown) => unknown }

/** What a thread does next at a local state; local states and answers are any JSON. A local state that starts with `~` is mid-step. */
export type Next = { region?: string } & (
  | { skip: unknown }
  | { choices: readonly unknown[] }
  | Performs
  | { ended: 'finished' | 'failed' }
)

export type TinyModel = {
  name: string
  /** By name: the initial value, then the others if the domain is declared. */
  objects: Record<string, { initial: unknown; domain?: readonly unknown[] }>
  threads: { initial: unknown; at: (local: never) => Next }[]
  properties?: {
    name: string
    kind?: 'invariant' | 'reachable'
    observes: string[]
    evaluate: (...seen: never[]) => boolean
  }[]
  isDeadlockViolation?: boolean
}

/** What an operation is on, and does. */
type OperationBody = { on: number; effect: Effect }

const key = (value: unknown): string => JSON.stringify(value) ?? 'undefined'
const blank = (): ThreadTable => ({
  name: '',
  initial: 0,
  pending: [],
  stored: [],
  operation: [],
  next: [],
  failure: [],
  regions: [],
  marks: [],
  stays: [],
})

/** Tables that know nothing but the start, and the functions that fill them in. */
export function lazyProgram(model: TinyModel): Program {
  return new Tiny(model).program()
}

/** The same with everything filled in ahead that declared domains allow, stored local states first. */
export function closedProgram(model: TinyModel): Program {
  return new Tiny(model).closed()
}

class Tiny implements Unknowns {
  readonly #model: TinyModel
  readonly #objectNames: string[]
  readonly #values: Map<string, number>[] = []
  readonly #valueOf: unknown[][] = []
  readonly #locals: Map<string, number>[] = []
  readonly #localOf: unknown[][] = []
  readonly #answers: Map<string, number> = new Map()
  readonly #answerOf: unknown[] = []
  readonly #operations = new Map<string, number>()
  readonly #bodies: OperationBody[] = []
  readonly #regions: string[] = []
  readonly #nexts: Next[][] = []
  readonly ir: Ir

  constructor(model: TinyModel) {
    this.#model = model
    this.#objectNames = Object.keys(model.objects)
    const objects = Object.entries(model.objects).map(([name, { initial, domain }], object) => {
      this.#values[object] = new Map()
      this.#valueOf[object] = []
      for (const value of domain ?? [initial]) this.#value(object, value)
      const count = this.#valueOf[object]?.length ?? 0
      return { name, initial: this.#value(object, initial), valueCount: count, isClosed: domain !== undefined }
    })
    const properties = (model.properties ?? []).map(
      ({ name, kind = 'invariant', observes }): PropertyTable => ({
        name,
        kind,
        observes: observes.map((it) => this.#observable(it)),
      }),
    )
    const threads = model.threads.map((_, index) => ({ ...blank(), name: `T${index}` }))
    const isDeadlockViolation = model.isDeadlockViolation ?? true
    this.ir = {
      name: model.name,
      threads,
      objects,
      operations: [],
      outcomes: [0],
      regions: this.#regions,
      properties,
      predicates: [],
      rests: [],
      isDeadlockViolation,
    }
    for (const [thread, { initial }] of model.threads.entries()) {
      this.#locals[thread] = new Map()
      this.#localOf[thread] = []
      this.#nexts[thread] = []
      this.#local(thread, initial)
    }
  }

  program(): Program {
    return { ir: this.ir, unknowns: this }
  }

  closed(): Program {
    for (const [thread, table] of this.ir.threads.entries())
      for (let local = 0; local < table.pending.length; local++) this.#close(thread, local)
    for (const [thread, table] of this.ir.threads.entries()) this.#sort(thread, table)
    return this.program()
  }

  run(operation: number, value: number): void {
    const { on, effect } = this.#bodies[operation] as OperationBody
    const outcomes = effect(this.#valueOf[on]?.[value]) ?? []
    const start = this.ir.outcomes.push(outcomes.length) - 1
    for (const [after, answer] of outcomes)
      this.ir.outcomes.push(this.#value(on, after), answer === 'failed' ? FAILED : this.#answer(answer))
    ;(this.ir.operations[operation] as OperationTable).outcome[value] = start
  }

  extend(thread: number, local: LocalId, answer: AnswerId): void {
    const next = this.#nexts[thread]?.[local] as Next
    const table = this.ir.threads[thread] as ThreadTable
    if (answer === FAILED) table.failure[local] = this.#local(thread, 'failed')
    else
      (table.next[local] as number[])[answer] = this.#local(
        thread,
        'next' in next ? next.next(this.#answerOf[answer]) : undefined,
      )
  }

  evaluate(property: number, valuation: readonly number[]): boolean {
    const { observes, evaluate } = (this.#model.properties ?? [])[property] as NonNullable<
      TinyModel['properties']
    >[number]
    const seen = valuation.map((number, i) => {
      const object = this.#objectNames.indexOf(observes[i] ?? '')
      return object >= 0
        ? this.#valueOf[object]?.[number]
        : this.ir.threads.map((_, id) => id).filter((id) => (number >>> id) & 1)
    })
    return evaluate(...(seen as never[]))
  }

  #close(thread: number, local: number): void {
    const next = this.#nexts[thread]?.[local] as Next
    if (!('on' in next)) return
    const operation = this.ir.threads[thread]?.operation[local] as number
    const { domain } = this.#model.objects[next.on] as { domain?: readonly unknown[] }
    for (let value = 0; value < (domain?.length ?? 0); value++) {
      if (this.ir.operations[operation]?.outcome[value] === undefined) this.run(operation, value)
      const at = this.ir.operations[operation]?.outcome[value] as number
      for (let i = 0; i < (this.ir.outcomes[at] as number); i++) {
        const answer = this.ir.outcomes[at + 2 + 2 * i] as number
        if (answer === FAILED || this.ir.threads[thread]?.next[local]?.[answer] === undefined)
          this.extend(thread, local, answer)
      }
    }
  }

  #sort(thread: number, table: ThreadTable): void {
    const ids = table.pending.map((_, id) => id)
    const order = [...ids.filter((id) => table.stored[id]), ...ids.filter((id) => !table.stored[id])]
    const renamed = (id: number | undefined): number =>
      id === undefined || id === UNKNOWN ? UNKNOWN : order.indexOf(id)
    const next = order.map((id) => Array.from(table.next[id] ?? [], renamed))
    const pick = <T>(row: T[]): T[] => order.map((id) => row[id] as T)
    const failure = pick(table.failure).map(renamed)
    const sorted = {
      pending: pick(table.pending),
      stored: pick(table.stored),
      operation: pick(table.operation),
      regions: pick(table.regions),
      marks: pick(table.marks),
      stays: pick(table.stays),
    }
    this.#nexts[thread] = pick(this.#nexts[thread] ?? [])
    this.#localOf[thread] = pick(this.#localOf[thread] ?? [])
    this.#locals[thread] = new Map(this.#localOf[thread].map((local, id) => [key(local), id]))
    Object.assign(table, { ...sorted, next, failure, initial: renamed(table.initial) })
  }

  #value(object: number, value: unknown): number {
    const known = this.#values[object]?.get(key(value))
    if (known !== undefined) return known
    const id = (this.#valueOf[object]?.push(value) ?? 1) - 1
    this.#values[object]?.set(key(value), id)
    const table = this.ir?.objects[object]
    if (table !== undefined) table.valueCount = id + 1
    return id
  }

  #answer(answer: unknown): number {
    const known = this.#answers.get(key(answer))
    if (known !== undefined) return known
    this.#answers.set(key(answer), this.#answerOf.length)
    return this.#answerOf.push(answer) - 1
  }

  #local(thread: number, local: unknown): number {
    const known = this.#locals[thread]?.get(key(local))
    if (known !== undefined) return known
    const table = this.ir.threads[thread] as ThreadTable
    const id = table.pending.length
    this.#locals[thread]?.set(key(local), id)
    this.#localOf[thread]?.push(local)
    const next: Next =
      local === 'failed' ? { ended: 'failed' } : (this.#model.threads[thread]?.at(local as never) as Next)
    this.#nexts[thread]?.push(next)
    table.stored[id] = !key(local)
      .replace(/^[["]*/, '')
      .startsWith('~')
    table.marks[id] = 0
    table.stays[id] = undefined
    table.regions[id] = next.region === undefined ? 0 : 1 << this.#region(next.region)
    table.failure[id] = UNKNOWN
    table.operation[id] = 'on' in next ? this.#operation(next) : -1
    table.pending[id] = pendingOf(next)
    table.next[id] = []
    if ('skip' in next) table.next[id] = [this.#local(thread, next.skip)]
    if ('choices' in next) table.next[id] = next.choices.map((option) => this.#local(thread, option))
    return id
  }

  #operation(next: Performs): number {
    const label = `${next.on}.${next.label}`
    const known = this.#operations.get(label)
    if (known !== undefined) return known
    const on = this.#objectNames.indexOf(next.on)
    this.#bodies.push({ on, effect: next.effect })
    this.#operations.set(label, this.ir.operations.length)
    return this.ir.operations.push({ object: on, label, isReadOnly: false, outcome: [] }) - 1
  }

  #observable(name: string): Observable {
    const object = this.#objectNames.indexOf(name)
    return object >= 0 ? { kind: 'object', object } : { kind: 'region', region: this.#region(name) }
  }

  #region(name: string): number {
    if (!this.#regions.includes(name)) this.#regions.push(name)
    return this.#regions.indexOf(name)
  }
}

function pendingOf(next: Next): Pending {
  if ('skip' in next) return Pending.step
  if ('choices' in next) return Pending.choice
  if ('on' in next) return Pending.operation
  return next.ended === 'finished' ? Pending.finished : Pending.failed
}
