import { ModelError } from '../../errors/model-error.ts'
import type { Meter } from '../../tasks/meter.ts'
import {
  type AnswerId,
  FAILED,
  type ObjectId,
  type OperationId,
  type OperationTable,
  UNKNOWN,
  type ValueId,
} from '../ir.ts'
import type { ObjectDeclaration } from '../protocol/declarations.ts'
import type { OperationRequest, Outcome } from '../protocol/design.ts'
import { encode, show } from '../values/encode.ts'
import { asGiven, handedOn } from '../values/plain.ts'
import { isProtected } from '../values/protections.ts'
import { ObjectValues } from './object-values.ts'
import { OutcomeRuns } from './outcome-runs.ts'

/** How often each operation is run twice, and each property asked twice, to find those that answer differently when asked again, or when run the fast way. */
export const doubledRuns = 20

const workOfRun = 5

/** Values with longer texts are not run the fast way, which costs in proportion to the whole value. */
const fastTextLength = 600

type Known = {
  readonly request: OperationRequest
  /** Of all requests that are this operation. */
  readonly labels: Set<string>
  readonly answers: unknown[]
  readonly answerIds: Map<string, AnswerId>
  runs: number
  /** Whether `runFast` has been what `run` is so far. */
  isFast: boolean
}

/** The operations that bodies perform, their outcomes at the values met, and the values of all objects. */
export class Operations {
  readonly objects: readonly ObjectValues[]
  readonly tables: OperationTable[] = []
  readonly outcomes: number[] = []
  readonly #runs = new OutcomeRuns(this.outcomes)
  readonly #known: Known[] = []
  readonly #ids = new Map<string, OperationId>()
  readonly #objectIds: ReadonlyMap<ObjectDeclaration, ObjectId>
  readonly #meter: Meter

  constructor(objects: readonly ObjectDeclaration[], valueLimit: number, meter: Meter) {
    this.#meter = meter
    this.objects = objects.map((declaration) => new ObjectValues(declaration, valueLimit))
    this.#objectIds = new Map(objects.map((declaration, id) => [declaration, id]))
  }

  objectId(declaration: ObjectDeclaration): ObjectId | undefined {
    return this.#objectIds.get(declaration)
  }

  /** `site`: where it is performed. @throws ModelError M012 when its object is not shared. */
  intern(request: OperationRequest, site?: string): OperationId {
    const object = this.#objectIds.get(request.object)
    if (object === undefined) {
      throw new ModelError(
        'M012',
        `${request.label}: expected an object of this system, saw one that shared() was not given. Write shared({ … }) around it.`,
        { fix: 'Give it to shared().', site },
      )
    }
    const key = `${object} ${request.key}`
    const known = this.#ids.get(key)
    if (known !== undefined) {
      this.#known[known]?.labels.add(request.label)
      return known
    }
    const id = this.#known.length
    this.#ids.set(key, id)
    this.#known.push({
      request,
      labels: new Set([request.label]),
      answers: [],
      answerIds: new Map(),
      runs: 0,
      isFast: true,
    })
    this.tables.push({ object, label: request.label, isReadOnly: request.isReadOnly, outcome: [] })
    request.object.domain?.forEach((_, value) => {
      this.run(id, value)
    })
    return id
  }

  /** Index into `outcomes` of what the operation does at the value; runs it if that is not known. */
  run(operation: OperationId, value: ValueId): number {
    const table = this.tables[operation]
    const known = this.#known[operation]
    if (table === undefined || known === undefined) throw new RangeError(`no operation ${operation}`)
    const done = table.outcome[value]
    if (done !== undefined && done !== UNKNOWN) return done
    const values = this.objects[table.object]
    if (values === undefined) throw new RangeError(`no object ${table.object}`)
    const native = values.value(value)
    this.#meter.spent += workOfRun
    const outcomes = this.#outcomes(known, native)
    const encoded = outcomes.map((outcome) => this.#encode(known, values, outcome, value))
    const start = this.#runs.start(encoded)
    if (value >= table.outcome.length) table.outcome = longer(table.outcome, value, values.table.valueCount)
    table.outcome[value] = start
    return start
  }

  /** The same, as pairs of a value and an answer, or `FAILED`. */
  pairs(operation: OperationId, value: ValueId): readonly (readonly [ValueId, AnswerId])[] {
    const start = this.run(operation, value)
    return Array.from({ length: this.outcomes[start] as number }, (_, i) => [
      this.outcomes[start + 1 + 2 * i] as ValueId, // as many pairs as the count says
      this.outcomes[start + 2 + 2 * i] as AnswerId,
    ])
  }

  answer(operation: OperationId, answer: AnswerId): unknown {
    return this.#known[operation]?.answers[answer]
  }

  /** The number of an answer; a new one if it is `interned` and was not known. */
  findAnswer(operation: OperationId, answer: unknown, interned: boolean): AnswerId | undefined {
    const known = this.#known[operation]
    const key = encode(answer, 'an operation answered')
    const id = known?.answerIds.get(key)
    if (id !== undefined || known === undefined || !interned) return id
    known.answerIds.set(key, known.answers.length)
    return known.answers.push(answer) - 1
  }

  /** Whether a request of this label has been this operation. */
  isCalled({ object, key }: OperationRequest, label: string): boolean {
    const id = this.#ids.get(`${this.#objectIds.get(object)} ${key}`)
    return id !== undefined && (this.#known[id]?.labels.has(label) ?? false)
  }

  request(operation: OperationId): OperationRequest | undefined {
    return this.#known[operation]?.request
  }

  /** A value or answer that is not plain data makes the operation fail there: the value may be one that never occurs. */
  #encode(known: Known, values: ObjectValues, outcome: Outcome, before: ValueId): readonly [ValueId, AnswerId] {
    const native = values.value(before)
    if ('failure' in outcome) return [before, FAILED]
    try {
      const key = encode(outcome.answer, known.request.label)
      const value = outcome.value === native ? before : values.intern(outcome.value, outcome.text)
      const seen = known.answerIds.get(key)
      if (seen !== undefined) return [value, seen]
      known.answers.push(handedOn(outcome.answer, known.request.object.order, `${known.request.label} answered`))
      known.answerIds.set(key, known.answers.length - 1)
      return [value, known.answers.length - 1]
    } catch (error) {
      if (error instanceof ModelError && error.code === 'M005') return [before, FAILED]
      throw error
    }
  }

  /** @throws ModelError M004 */
  #outcomes(known: Known, value: unknown): readonly Outcome[] {
    const { request, isFast } = known
    const fast = (): readonly Outcome[] | undefined =>
      isFast && encode(value, '').length <= fastTextLength ? request.runFast?.(value) : undefined
    if (known.runs++ >= doubledRuns || !isProtected('recipes are run twice')) return fast() ?? request.run(value)
    const first = request.run(value)
    const second = fast()
    if (second !== undefined && isSame(first, second)) return first
    if (second !== undefined) known.isFast = false
    this.#refuseImpure(request, value, first)
    return first
  }

  /** @throws ModelError M004 */
  #refuseImpure(request: OperationRequest, value: unknown, first: readonly Outcome[]): void {
    // of a copy: which parts are the same object must not matter
    const second = request.run(isProtected('the second run is on copies') ? asGiven(value) : value)
    if (isSame(first, second)) return
    const text = (outcomes: readonly Outcome[]): string => outcomes.map(outcomeText).join(' or ') || 'waits'
    const [once, again] = [text(first), text(second)]
    throw new ModelError(
      'M004',
      `${request.label} behaved differently at the same value ${show(value)}: first ${once}, then ${again}. A recipe may depend only on the value and its arguments.`,
      {
        expected: once,
        seen: again,
        fix: 'Keep what it depends on in the object, or give it as an argument.',
      },
    )
  }
}

/** Room for `value`, and for all values that there are: a row is long only where its object has many. */
function longer(row: ArrayLike<number>, value: ValueId, valueCount: number): Int32Array {
  const longer = new Int32Array(Math.max(value + 1, valueCount, Math.ceil(1.25 * row.length))).fill(UNKNOWN)
  longer.set(row)
  return longer
}

function isSame(first: readonly Outcome[], second: readonly Outcome[]): boolean {
  return first.map(outcomeKey).join() === second.map(outcomeKey).join()
}

/** What tells outcomes apart; what is not plain data shows up when it is interned. */
function outcomeKey(outcome: Outcome): string {
  if ('failure' in outcome) return `!${outcome.failure.message}`
  try {
    return `${encode(outcome.value, '')}>${encode(outcome.answer, '')}`
  } catch {
    return outcomeText(outcome)
  }
}

function outcomeText(outcome: Outcome): string {
  if ('failure' in outcome) return `fails: ${outcome.failure.message}`
  return `${show(outcome.value)}${outcome.answer === undefined ? '' : `, answering ${show(outcome.answer)}`}`
}
