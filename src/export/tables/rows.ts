/**
 * The steps of closed tables as rows: what must be so, what is so after it. A row reads only the objects that its path
 * looks at, so that a step of several objects is not told once for each combination of all their values.
 */
import { at } from '../../errors/at.ts'
import { UsageError } from '../../errors/usage-error.ts'
import { type Step, stepOf } from '../../explorer/steps/schedule.ts'
import { NOT_KNOWN, NOTHING_NEEDED, StepWalker } from '../../explorer/steps/step-walker.ts'
import type { LocalId, ObjectId, Program, ThreadIndex, ValueId } from '../../model/ir.ts'

export type Row = {
  readonly step: Step
  /** What the objects are that the step looks at. */
  readonly reads: ReadonlyMap<ObjectId, ValueId>
  /** What those become that it may change; they may have been so before. */
  readonly writes: ReadonlyMap<ObjectId, ValueId>
}

export type RowOptions = {
  /** Whether a row reads what it writes, too: for formats that know no other way. */
  readonly readsWritten?: boolean
  /** So many rows and combinations, and no more. */
  readonly limit?: number
}

const standardLimit = 2_000_000

/**
 * Thrown where tables that are closed are asked for what they do not say: a combination of values that never occurs.
 */
class NeverOccurs extends Error {}

/** Rows by where a thread is: they exclude each other, or are alternatives. */
export class Rows {
  readonly #program: Program
  readonly #walker: StepWalker
  readonly #readsWritten: boolean
  readonly #limit: number
  readonly #known: Int32Array
  /** In the order in which they were asked for. */
  readonly #asked: ObjectId[] = []
  #count = 0

  constructor(program: Program, { readsWritten = false, limit = standardLimit }: RowOptions = {}) {
    const { ir, unknowns } = program
    const never = (): never => {
      throw new NeverOccurs()
    }
    this.#program = program
    this.#walker = new StepWalker({ ir, unknowns: { ...unknowns, run: never, extend: never } }, undefined, true)
    this.#readsWritten = readsWritten
    this.#limit = limit
    this.#known = new Int32Array(ir.objects.length).fill(NOT_KNOWN)
  }

  /** @throws UsageError U011 where there are too many */
  *of(thread: ThreadIndex, local: LocalId): Generator<Row> {
    if (++this.#count > this.#limit) throw tooMany(this.#limit)
    const found: Row[] = []
    const needed = this.#walk(thread, local, found)
    if (needed === NOTHING_NEEDED) yield* found
    if (needed === undefined || needed === NOTHING_NEEDED) return
    this.#asked.push(needed)
    const { valueCount } = at(this.#program.ir.objects, needed, 'objects')
    for (let value = 0; value < valueCount; value++) {
      this.#known[needed] = value
      yield* this.of(thread, local)
    }
    this.#known[needed] = NOT_KNOWN
    this.#asked.pop()
  }

  /** Which object must be known first; `undefined` where what is known never occurs. */
  #walk(thread: ThreadIndex, local: LocalId, found: Row[]): ObjectId | undefined {
    const { moves, values } = this.#walker
    values.set(this.#known)
    try {
      const needed = this.#walker.walk(thread, local, (target) => {
        if (++this.#count > this.#limit) throw tooMany(this.#limit)
        found.push({ step: stepOf(thread, local, target, [...moves]), reads: this.#reads(), writes: this.#writes() })
      })
      if (needed !== NOTHING_NEEDED || !this.#readsWritten) return needed
      const blind = found.flatMap(({ writes }) => [...writes.keys()]).find((id) => this.#known[id] === NOT_KNOWN)
      return blind ?? needed
    } catch (error) {
      if (error instanceof NeverOccurs) return undefined
      throw error
    }
  }

  #reads(): Row['reads'] {
    return new Map(this.#asked.map((object) => [object, at(this.#known, object)]))
  }

  #writes(): Row['writes'] {
    const writes = new Map<ObjectId, ValueId>()
    for (const [object, value] of this.#walker.values.entries())
      if (value !== this.#known[object]) writes.set(object, value)
    return writes
  }
}

function tooMany(limit: number): UsageError {
  const seen = `more than ${limit.toLocaleString('en')} rows`
  return new UsageError(
    'U011',
    `Its tables have ${seen}: expected a design that is smaller. Give smaller parameters.`,
    {
      expected: 'a smaller design',
      seen,
      fix: 'Give smaller parameters.',
    },
  )
}
