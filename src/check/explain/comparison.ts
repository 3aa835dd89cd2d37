/** A native run beside the tables: whatever it arrives at, does and shows is compared with what they say. */
import { at } from '../../errors/at.ts'
import { messageOf } from '../../errors/thrown.ts'
import { UsageError } from '../../errors/usage-error.ts'
import type { UnpackedState } from '../../explorer/states/layout.ts'
import type { Step, TableMove } from '../../explorer/steps/schedule.ts'
import { stepText } from '../../model/compile/automaton.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import { FAILED, type LocalId, type ThreadIndex, UNKNOWN } from '../../model/ir.ts'
import { propertyKinds } from '../../model/protocol/property-kinds.ts'
import type { NativeMove, NativeRun, NativeStep } from '../../model/run/native-run.ts'
import type { Arrival } from '../../model/run/thread-run.ts'
import { TableTexts, ValueTexts } from './value-text.ts'

/** Who differs, what the tables say of it, and what was seen. */
export type Mismatch = { readonly who: string; readonly expected: string; readonly seen: string }

export class Comparison {
  readonly compiled: Compiled
  readonly run: NativeRun
  readonly #tables: TableTexts
  readonly #native: ValueTexts

  constructor(compiled: Compiled, run: NativeRun, tables: TableTexts = new TableTexts(compiled)) {
    this.compiled = compiled
    this.run = run
    this.#tables = tables
    this.#native = new ValueTexts(run.design)
  }

  /** Before the first step: objects, threads, properties. */
  ofStart(state: UnpackedState): Mismatch | undefined {
    for (const [object, value] of state.values.entries()) {
      const declared = this.run.design.objects[object]
      const found = differenceIn(
        declared?.name ?? 'an object',
        this.#tables.value(object, value),
        this.#native.of(declared?.initial),
      )
      if (found !== undefined) return found
    }
    for (const [thread, local] of state.locals.entries()) {
      const found = this.#ofArrival(thread, local, this.run.arrival(thread))
      if (found !== undefined) return found
    }
    return this.ofProperties(state)
  }

  /** What the pending operation of a thread does now, before it steps or waits. */
  ofPending(thread: ThreadIndex, { values, locals }: UnpackedState): Mismatch | undefined {
    const { operations, threads } = this.compiled.program.ir
    const operation = threads[thread]?.operation[locals[thread] as LocalId] ?? UNKNOWN // of a skip, say
    const table = operations[operation]
    if (table === undefined) return undefined
    const outcomes = this.compiled.outcomes(operation, values[table.object] as number) // each object has a value
    const expected = outcomes.map(([value, answer]) =>
      answer === FAILED
        ? 'fails'
        : `${this.#tables.value(table.object, value)} answering ${this.#tables.answer(operation, answer)}`,
    )
    const seen = this.run
      .outcomes(thread)
      .map((outcome) =>
        'failure' in outcome
          ? 'fails'
          : `${this.#native.of(outcome.value)} answering ${this.#native.of(outcome.answer)}`,
      )
    return differenceIn(table.label, expected.join(' or ') || 'waits', seen.join(' or ') || 'waits')
  }

  /** Takes the step natively, too. */
  ofNextStep(step: Step): Mismatch | undefined {
    try {
      return this.ofStep(step, this.run.step(step.thread, step.decisions))
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      return this.ofRefusedStep(step, error)
    }
  }

  /** A step that the thread cannot take natively. */
  ofRefusedStep({ thread }: Step, { message }: UsageError): Mismatch {
    return { who: this.#threadName(thread), expected: 'a step', seen: message }
  }

  /** What a step did, and where it led. */
  ofStep({ thread, localAfter, moves }: Step, native: NativeStep): Mismatch | undefined {
    const who = this.#threadName(thread)
    for (const [i, move] of moves.entries()) {
      const seen = native.moves[i]
      if (seen === undefined)
        return {
          who,
          expected: this.#pendingText(this.compiled.arrival(thread, move.local)),
          seen: 'the end of its step',
        }
      const found = this.#ofArrival(thread, move.local, seen.from) ?? this.#ofMove(move, seen)
      if (found !== undefined) return found
    }
    const next = native.moves[moves.length]
    if (next !== undefined) return { who, expected: 'the end of its step', seen: next.label }
    return this.#ofArrival(thread, localAfter, native.to)
  }

  /** What properties say of the state. */
  ofProperties({ values, locals }: UnpackedState): Mismatch | undefined {
    const { ir, unknowns } = this.compiled.program
    const { design } = this.run
    for (const [p, { observes }] of ir.properties.entries()) {
      const declared = design.properties[p]
      if (declared === undefined)
        return { who: design.name, expected: `a property ${ir.properties[p]?.name}`, seen: 'none' }
      const valuation = observes.map(
        (observable) =>
          observable.kind === 'object'
            ? (values[observable.object] as number) // each object has a value
            : locals.reduce(
                (set, local, t) => set | ((((ir.threads[t]?.regions[local] as number) >> observable.region) & 1) << t),
                0,
              ), // one entry a local state
      )
      const observed = declared.observes.map((it) => ('initial' in it ? this.run.value(it) : this.run.inside(it)))
      const expected = this.#tables.said(p, valuation, () => saying(() => unknowns.evaluate(p, valuation)))
      const seen = saying(() => declared.holds(observed) !== propertyKinds[declared.kind].isNegated)
      const found = differenceIn(`'${declared.name}'`, expected, seen)
      if (found !== undefined) return found
    }
    return undefined
  }

  #ofArrival(thread: ThreadIndex, local: LocalId, seen: Arrival): Mismatch | undefined {
    const expected = this.compiled.arrival(thread, local)
    const who = this.#threadName(thread)
    const inside = ({ regions }: Arrival): string => regions.map(({ name }) => ` in ${name}`).join('')
    const isSame =
      this.#isSamePending(expected, seen) && inside(expected) === inside(seen) && expected.isMidStep === seen.isMidStep
    return isSame
      ? undefined
      : {
          who,
          expected: `${this.#pendingText(expected)}${inside(expected)}`,
          seen: `${this.#pendingText(seen)}${inside(seen)}`,
        }
  }

  /** Two operations that do the same at every value are one to the tables, whatever their labels. */
  #isSamePending({ pending: expected }: Arrival, { pending: seen }: Arrival): boolean {
    if (expected.kind !== seen.kind) return false
    if (expected.kind === 'operation' && seen.kind === 'operation')
      return (
        expected.request.object.name === seen.request.object.name &&
        (expected.request.label === seen.request.label || this.compiled.isCalled(expected.request, seen.request.label))
      )
    if (expected.kind === 'choice' && seen.kind === 'choice')
      return this.#tables.of(expected.options) === this.#native.of(seen.options)
    return expected.kind !== 'step' || seen.kind !== 'step' || expected.label === seen.label
  }

  #ofMove(move: TableMove, seen: NativeMove): Mismatch | undefined {
    if (move.kind !== 'operation') return undefined
    const ways = this.compiled.outcomes(move.operation, move.valueBefore).length
    if (ways !== seen.ways) return { who: seen.label, expected: `${ways} outcomes`, seen: `${seen.ways}` }
    const { object } = this.compiled.program.ir.operations[move.operation] as { readonly object: number } // it was walked
    const isFailing = move.answer === FAILED
    if (isFailing !== (seen.failure !== undefined))
      return {
        who: seen.label,
        expected: isFailing ? 'a failure' : 'no failure',
        seen: seen.failure?.message ?? 'none',
      }
    return (
      differenceIn(seen.label, this.#tables.value(object, move.valueAfter), this.#native.of(seen.after)) ??
      (isFailing
        ? undefined
        : differenceIn(seen.label, this.#tables.answer(move.operation, move.answer), this.#native.of(seen.answer)))
    )
  }

  #pendingText({ pending }: Arrival): string {
    if (pending.kind === 'choice') return `choose(${this.#native.of(pending.options)})`
    return pending.kind === 'failed' ? `a failure: ${stepText(pending)}` : stepText(pending)
  }

  #threadName(thread: ThreadIndex): string {
    return at(this.run.design.threads, thread, 'threads').name
  }
}

function differenceIn(who: string, expected: string, seen: string): Mismatch | undefined {
  return expected === seen ? undefined : { who, expected, seen }
}

function saying(says: () => boolean): string {
  try {
    return String(says())
  } catch (error) {
    return `an error: ${messageOf(error)}`
  }
}
