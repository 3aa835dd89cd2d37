/**
 * Does the model allow what was recorded? A set of states of the model is taken through the steps of a sequence; those that a step does not fit are
 * dropped, and where none is left the sequence is refused at that step. What a recording leaves open (whether Driver Verifier looked on)
 * is a state each at the start.
 */
import { at } from '../errors/at.ts'
import { lockView } from '../model/eresource/lock-view.ts'
import { finished, type Task } from '../tasks/task.ts'
import { asValue } from '../verdict/value.ts'
import type { FileResult, Misfit, SequenceResult, StepRemark } from './conformance.ts'
import { type Cell, cellOf } from './coverage/cells.ts'
import { readRecording } from './file/read-recording.ts'
import { matchStep } from './match/match-step.ts'
import { recordedText, stepText } from './match/step-text.ts'
import type { RecordedStep, Sequence } from './recording/recording.ts'
import { ways } from './run/in-flight.ts'
import { type ModelOptions, machinesFor } from './run/machine.ts'
import { initialState, resourceOf, type State } from './run/state.ts'

/** @throws UsageError U008 where the file is malformed. */
export function conform(file: string, text: string, options: ModelOptions = {}): FileResult {
  const { title, sequences } = readRecording(file, text)
  return { file, title, sequences: sequences.map((sequence) => finished(conformed(sequence, options))) }
}

/** A moment after each step: there may be many. */
export function* conformed(sequence: Sequence, options: ModelOptions = {}): Task<SequenceResult> {
  const { name, source, place, steps } = sequence
  const remarks = { notChecked: [] as StepRemark[], notAsserted: [] as StepRemark[], cells: [] as Cell[] }
  const head = { name, ...(source === undefined ? {} : { source }), place }
  const count = steps.filter(({ kind }) => kind !== 'note').length
  let states: readonly State[] = machinesFor(sequence, options).map(initialState)
  for (const [i, step] of steps.entries()) {
    const tried = states.map((state) => matchStep(step, state))
    const isFit = tried.some(({ fits }) => fits.length > 0)
    if (!isFit) {
      const allowed = unique(tried.flatMap((one) => one.allowed))
      return { ...head, result: 'refused', steps: count, misfit: misfitOf(i + 1, step, allowed, states), ...remarks }
    }
    const fitting = states.filter((_, s) => at(tried, s, 'states').fits.length > 0)
    const unchecked = unique(tried.flatMap(({ fits, notChecked }) => (fits.length > 0 ? notChecked : [])))
    remarks.notChecked.push(...unchecked.map((what) => ({ step: i + 1, text: what })))
    if (step.isAsserted) remarks.cells.push(...cellsOf(step, fitting))
    else remarks.notAsserted.push({ step: i + 1, text: `${stepText(step)} ${recordedText(step)}` })
    const after = tried.flatMap(({ fits }) => fits)
    states = states.some(({ machine }) => machine.hasFlights) ? ways(after) : after
    yield
  }
  return { ...head, result: 'allowed', steps: count, ...remarks }
}

function misfitOf(
  step: number,
  recorded: RecordedStep,
  allowed: readonly string[],
  [before]: readonly State[],
): Misfit {
  if (before === undefined) throw new RangeError('a sequence is refused at the first step that leaves no state')
  return {
    step,
    place: recorded.place,
    what: stepText(recorded),
    recorded: recordedText(recorded),
    allowed,
    isAsserted: recorded.isAsserted,
    resource: asValue(lockView(resourceOf(before))) as Misfit['resource'], // its threads are values
  }
}

function cellsOf(step: RecordedStep, states: readonly State[]): readonly Cell[] {
  if (step.kind !== 'call' || step.end.kind === 'in flight') return []
  const cells = unique(states.flatMap((state) => cellOf(step, state) ?? []))
  return cells.length === 1 ? cells : [] // beside calls in flight nobody knows what it found
}

function unique<T>(list: readonly T[]): readonly T[] {
  return [...new Set(list)]
}
