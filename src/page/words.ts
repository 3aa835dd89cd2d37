import { at } from '../errors/at.ts'
import type { RunData, StepData } from '../report/page-data/page-data.ts'
import { netChanges, stancesAt } from './moment.ts'

/** What a step does, in one line. */
export function doesOf({ does }: StepData): string {
  return does.join(' ')
}

/** What a screen reader says of a state: the step to it, and all that came of it. */
export function spoken(run: RunData, state: number): string {
  const step = run.steps[state - 1]
  if (step === undefined) return 'At first'
  const name = (thread: number): string => at(run.threads, thread)
  return [
    `Step ${state} of ${run.steps.length}, ${name(step.thread)}: ${doesOf(step)}`,
    ...netChanges(run, state, state).map(({ path, before, after }) =>
      after === undefined ? `${path} is gone` : `${path}: ${before ?? 'new'} to ${after}`,
    ),
    ...step.entered.map((region) => `${name(step.thread)} enters ${region}`),
    ...step.wakes.map((thread) => `${name(thread)} can go on`),
    ...nowWaiting(run, state).map((thread) => `${name(thread)} now waits`),
    ...step.notes,
    ...(step.failure === undefined ? [] : [`fails: ${step.failure}`]),
  ].join('. ')
}

function nowWaiting(run: RunData, state: number): readonly number[] {
  const [was, is] = [stancesAt(run, state - 1), stancesAt(run, state)]
  return is.flatMap(({ status }, thread) => (status === 'waiting' && was[thread]?.status !== 'waiting' ? [thread] : []))
}
