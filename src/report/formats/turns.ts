import type { Trace, TraceStep } from '../../verdict/trace.ts'

/** Steps of one thread in a row. `from` counts as traces do: the first step is 1. */
export type Turn = { readonly thread: string; readonly from: number; readonly steps: readonly TraceStep[] }

/** A cycle begins a turn of its own. */
export function turnsOf({ steps, cycleStart }: Trace): readonly Turn[] {
  const turns: { thread: string; from: number; steps: TraceStep[] }[] = []
  for (const [index, step] of steps.entries()) {
    const last = turns.at(-1)
    if (last !== undefined && last.thread === step.thread && index !== cycleStart) last.steps.push(step)
    else turns.push({ thread: step.thread, from: index + 1, steps: [step] })
  }
  return turns
}
