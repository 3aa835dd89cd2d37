/** What a step did, one text a line: what routines of a package do inside is their own business. */
import { at } from '../../errors/at.ts'
import { siteText } from '../../verdict/site.ts'
import type { Move, RoutineCall, TraceStep } from '../../verdict/trace.ts'
import { briefValue } from './change-text.ts'
import { visibleText } from './memory-text.ts'

type MoveLine = {
  readonly text: string
  readonly site: string | undefined
  /** That it is done to. */
  readonly object: string | undefined
}

const answerWidth = 40

/** Each operation, choice and local step. Which alternative of several came is told by what comes of it. */
export function allMoves({ moves }: TraceStep): readonly MoveLine[] {
  const told = moves.filter(({ kind }) => kind !== 'alternative')
  return joined((told.length === 0 ? moves : told).map(lineOf))
}

/** Of what is part of a routine, the call; and no checks that pass, unless there is nothing else. */
export function toldMoves(step: TraceStep): readonly MoveLine[] {
  const { moves, failure } = step
  const outer = outermost(step)
  const lines = moves.flatMap((move, m): readonly MoveLine[] => {
    const call = outer.find(({ from, to }) => from <= m && m < to)
    if (call !== undefined) return m === call.from ? [lineOfCall(call, step)] : []
    const isPassing = move.role === 'check' && !(failure !== undefined && m === moves.length - 1)
    return isPassing || move.kind === 'alternative' ? [] : [lineOf(move)]
  })
  return lines.length === 0 ? allMoves(step) : joined(lines)
}

/** Calls inside others are told by these. */
function outermost({ calls = [] }: TraceStep): readonly RoutineCall[] {
  return calls.filter(({ from, to }, c) => !calls.slice(0, c).some((other) => other.from <= from && to <= other.to))
}

/** `m.lock()`, over several steps `m.lock() … waits` and `… m.lock() → true`, or `… m.lock() returns`. */
export function callText({ text, begins, returns, answer, answerWords }: RoutineCall, step: TraceStep): string {
  const before = begins ? '' : '… '
  if (!returns) {
    const isOver = step.failure !== undefined
    return `${before}${text}${isOver ? '' : step.blocks?.includes(step.thread) === true ? ' … waits' : ' …'}`
  }
  const said = answerWords ?? (answer === undefined ? undefined : briefValue(answer, answerWidth))
  return `${before}${text}${said === undefined ? (begins ? '' : ' returns') : ` → ${said}`}`
}

export function moveText(move: Move): string {
  const visible = move.access && visibleText(move.access)
  if (visible !== undefined) return visible
  return move.answer !== undefined && move.kind !== 'alternative'
    ? `${move.label} → ${briefValue(move.answer, answerWidth)}`
    : move.label
}

function lineOf(move: Move): MoveLine {
  return { text: moveText(move), site: placeOf(move), object: move.object }
}

/** It is done to the first object that it does more with than look whether a rule is kept. */
function lineOfCall(call: RoutineCall, step: TraceStep): MoveLine {
  const moves = step.moves.slice(call.from, call.to)
  const main = moves.find(({ role, object }) => role === undefined && object !== undefined)
  return { text: callText(call, step), site: placeOf(at(moves, 0)), object: main?.object }
}

function placeOf({ site }: Move): string | undefined {
  return site && siteText(site)
}

/** `+` before a move says that it is part of the same step as the one above. */
function joined(lines: readonly MoveLine[]): readonly MoveLine[] {
  return lines.map((line, l) => (l === 0 ? line : { ...line, text: `+ ${line.text}` }))
}
