import { existing } from '../../errors/at.ts'
import { siteText } from '../../verdict/site.ts'
import type { ObjectValue, TraceStep } from '../../verdict/trace.ts'
import { changeTexts } from './change-text.ts'
import { memoryTexts } from './memory-text.ts'
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
  { start = 0, asides, ...options }: RowOptions = {},
): readonly Row[] {
  const rows: Row[] = []
  for (let at = start; at < steps.length; ) {
    const { period, rounds } = spinAt(steps, at)
    if (asides?.has(at) !== true) rows.push(rowOf(steps, at, { period, rounds, ...options }))
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
  /** Values at first. */
  readonly initial?: readonly ObjectValue[]
}

type Spin = { readonly period: number; readonly rounds: number }

function rowOf(all: readonly TraceStep[], at: number, { period, rounds, ...options }: Spin & RowOptions): Row {
  const { showsAll = false } = options
  const steps = all.slice(at, at + period)
  const last = existing(steps.at(-1), 'a step')
  return {
    first: at + 1,
    last: at + period * rounds,
    thread: last.thread,
    moves: steps.flatMap((step) => [...(showsAll ? allMoves(step) : toldMoves(step)), ...callersOf(step)]),
    effects: [
      ...(rounds > 1 ? [{ kind: 'spins', text: `spins ×${rounds}` } as const] : []),
      ...steps.flatMap((step) => effectsOf(step, showsAll)),
      ...sinceWhen(all, at, options),
    ],
    regions: last.regions,
  }
}

/** Of a step that fails inside of procs: from where it got there. */
function callersOf({ callers = [] }: TraceStep): Row['moves'] {
  return callers.map(({ proc, site }) => ({ text: `in ${proc}(), from`, site: siteText(site) }))
}

/** What it leaves otherwise than it was; what memory did in it; regions that its thread enters; what it notes; how it fails. */
export function effectsOf(step: TraceStep, showsAll = false): readonly Effect[] {
  return [
    ...step.changes
      .flatMap((change) => changeTexts(change, showsAll))
      .map((text) => ({ kind: 'change', text }) as const),
    ...memoryTexts(step).map((text) => ({ kind: 'note', text }) as const),
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

/** Of an operation that fails: how it found the object, and since when that was so; of one without words only where it is a check. */
function sinceWhen(steps: readonly TraceStep[], at: number, { initial = [], showsAll }: RowOptions): readonly Effect[] {
  const { moves, changes, failure } = existing(steps[at], 'a step')
  const { role, object } = existing(moves.at(-1), 'a move')
  if (moves.at(-1)?.event === 'return') return [] // the state stands beside it
  if (failure === undefined || object === undefined || changes.some((it) => it.object === object)) return []
  const before = steps.slice(0, at).map((step) => step.changes.find((it) => it.object === object))
  const said = before.findLast((change) => change?.words !== undefined) ?? initial.find((it) => it.object === object)
  const words = showsAll === true ? undefined : said?.words
  if (words === undefined && role !== 'check') return []
  const last = before.findLastIndex((change) => (words === undefined ? change : change?.words) !== undefined)
  const since = last === -1 ? 'from the start' : `since step ${last + 1}`
  return [{ kind: 'note', text: words === undefined ? `${object} unchanged ${since}` : `${object} ${words}, ${since}` }]
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
