import type { TraceStep } from '../../verdict/trace.ts'
import { toldMoves } from '../text/move-text.ts'
import { effectsOf } from '../text/trace-rows.ts'

/** What a step does, in one line. */
export function doesText(step: TraceStep): string {
  return toldMoves(step)
    .map(({ text }) => text)
    .join(' ')
}

/** What comes of it, in one line. */
export function effectsText(step: TraceStep): string {
  return effectsOf(step)
    .map(({ text }) => text)
    .join(', ')
}
