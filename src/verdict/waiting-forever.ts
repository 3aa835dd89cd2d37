/** Who waits for ever, as a system expects it and as a test asserts it. */
import type { Answer, Violation } from './verdict.ts'

/** Somebody waits for ever, whatever others owe: all at once, or one while others go on. */
export function isDeadlock(violation: Violation | undefined): boolean {
  return violation?.kind === 'deadlock' || violation?.kind === 'stuck'
}

/** The thread is one of those. */
export function isStuck(violation: Violation | undefined, thread: string): boolean {
  return isDeadlock(violation) && violation?.trace?.stuck.some((one) => one.thread === thread) === true
}

/** The thread waits for its turn in a run without end, and never has it: to be overtaken once too often is another matter. */
export function starves(violation: Violation | undefined, thread: string, answers: readonly Answer[]): boolean {
  return (
    violation?.kind === 'liveness' &&
    violation.thread === thread &&
    answers.some(({ kind, name }) => kind === 'starvation freedom' && name === violation.property)
  )
}

/** Of a run: the steps to its cycle, and those of the cycle; of one that ends, all and none. */
export function lengthsOf({ trace }: Violation): { readonly stem?: number; readonly cycle?: number } {
  if (trace === undefined) return {}
  const stem = trace.cycleStart ?? trace.steps.length
  return { stem, cycle: trace.steps.length - stem }
}
