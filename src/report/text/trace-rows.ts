import { existing } from '../../errors/at.ts'
import type { TraceStep } from '../../verdict/trace.ts'
import { changeTexts } from './change-text.ts'
import { allMoves, toldMoves } from './move-text.ts'

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

/** From the step of this index on. */
export function rowsOf(
  steps: readonly TraceStep[],
  { start = 0, asides, showsAll = false }: RowOptions = {},
): readonly Row[] {
  const rows: Row[] = []
  for (let at = start; at < steps.length; ) {
    const { period, rounds } = spinAt(steps, at)
    if (asides?.has(at) !== true) rows.push(rowOf(steps, at, { period, rounds, showsAll }))
    at += period * rounds
  }
  return rows
}

type RowOptions = {
  readonly start?: number
  /** Steps to leave out, counted from 0. */
  readonly asides?: ReadonlySet<number>
  /** Whatever the routines do inside, and checks that pass. */
  readonly showsAll?: boolean
}

type Spin = { readonly period: number; readonly rounds: number; readonly showsAll: boolean }

function rowOf(all: readonly TraceStep[], at: number, { period, rounds, showsAll }: Spin): Row {
  const steps = all.slice(at, at + period)
  const last = existing(steps.at(-1), 'a step')
  return {
    first: at + 1,
    last: at + period * rounds,
    thread: last.thread,
    moves: steps.flatMap(showsAll ? allMoves : toldMoves),
    effects: [
      ...(rounds > 1 ? [{ kind: 'spins', text: `spins ×${rounds}` } as const] : []),
      ...steps.flatMap((step) => effectsOf(step, showsAll)),
      ...sinceWhen(all, at),
    ],
    regions: last.regions,
  }
}

/** What it leaves otherwise than it was; regions that its thread enters; what it notes; how it fails. */
export function effectsOf(step: TraceStep, showsAll = false): readonly Effect[] {
  return [
    ...step.changes
      .flatMap((change) => changeTexts(change, showsAll))
      .map((text) => ({ kind: 'change', text }) as const),
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

/** Of a check that fails: from when on what it looked at was so. */
function sinceWhen(steps: readonly TraceStep[], at: number): readonly Effect[] {
  const { moves, failure } = existing(steps[at], 'a step')
  const { role, object } = existing(moves.at(-1), 'a move')
  if (failure === undefined || role !== 'check' || object === undefined) return []
  const change = steps.slice(0, at).findLastIndex(({ changes }) => changes.some((it) => it.object === object))
  return [{ kind: 'note', text: `${object}: so ${change === -1 ? 'from the start' : `since step ${change + 1}`}` }]
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
