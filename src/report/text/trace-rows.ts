import { existing } from '../../errors/at.ts'
import { siteText } from '../../verdict/site.ts'
import type { Move, TraceStep } from '../../verdict/trace.ts'
import { briefValue, changeTexts } from './change-text.ts'

export type Effect = { readonly kind: 'change' | 'enters' | 'note' | 'fails' | 'spins'; readonly text: string }

/** One line of a trace: a step, or several rounds of a spin folded into one. */
export type Row = {
  /** Steps are numbered from 1. */
  readonly first: number
  readonly last: number
  readonly thread: string
  /** `+` before a move says that it is part of the same step as the one above. */
  readonly moves: readonly { readonly text: string; readonly site: string | undefined }[]
  readonly effects: readonly Effect[]
  /** Regions that the thread is in afterwards. */
  readonly regions: readonly string[]
}

const answerWidth = 40

/** From the step of this index on. */
export function rowsOf(steps: readonly TraceStep[], start = 0): readonly Row[] {
  const rows: Row[] = []
  for (let at = start; at < steps.length; ) {
    const { period, rounds } = spinAt(steps, at)
    rows.push(rowOf(steps.slice(at, at + period), at + 1, rounds))
    at += period * rounds
  }
  return rows
}

function rowOf(steps: readonly TraceStep[], first: number, rounds: number): Row {
  const last = existing(steps.at(-1), 'a step')
  return {
    first,
    last: first + steps.length * rounds - 1,
    thread: last.thread,
    moves: steps.flatMap(({ moves }) =>
      moves.map((move, m) => ({
        text: m === 0 ? moveText(move) : `+ ${moveText(move)}`,
        site: move.site && siteText(move.site),
      })),
    ),
    effects: [
      ...(rounds > 1 ? [{ kind: 'spins', text: `spins ×${rounds}` } as const] : []),
      ...steps.flatMap(effectsOf),
    ],
    regions: last.regions,
  }
}

function moveText(move: Move): string {
  return move.answer !== undefined ? `${move.label} → ${briefValue(move.answer, answerWidth)}` : move.label
}

function effectsOf(step: TraceStep): readonly Effect[] {
  return [
    ...step.changes.flatMap(changeTexts).map((text) => ({ kind: 'change', text }) as const),
    ...step.entered.map((region) => ({ kind: 'enters', text: `enters ${region}` }) as const),
    ...step.notes.map((text) => ({ kind: 'note', text: `“${text}”` }) as const),
    ...(step.failure === undefined
      ? []
      : [
          {
            kind: 'fails',
            text: `fails${step.failureCode === undefined ? '' : ` (${step.failureCode})`}: ${step.failure}`,
          } as const,
        ]),
  ]
}

/** Rounds of waiting that change nothing and are all alike, place by place: as many as start here, each of `period` steps. */
function spinAt(steps: readonly TraceStep[], at: number): { period: number; rounds: number } {
  let end = at
  while (end < steps.length && isIdleSpin(steps[end]) && steps[end]?.thread === steps[at]?.thread) end++
  const keys = steps
    .slice(at, end)
    .map(({ moves }) => JSON.stringify(moves.map(({ label, answer, site }) => [label, answer, site])))
  for (let period = 1; period * 2 <= keys.length; period++) {
    let same = period
    while (same < keys.length && keys[same] === keys[same - period]) same++
    const rounds = Math.floor(same / period)
    if (rounds > 1) return { period, rounds }
  }
  return { period: 1, rounds: 1 }
}

function isIdleSpin(step: TraceStep | undefined): boolean {
  if (step === undefined || step.failure !== undefined) return false
  return step.isSpinning && step.changes.length === 0 && step.entered.length === 0 && step.notes.length === 0
}
