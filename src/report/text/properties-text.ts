import type { FairnessKind } from '../../model/protocol/waiting.ts'
import type { Answer, LivenessAnswer, Verdict } from '../../verdict/verdict.ts'
import { columns } from './columns.ts'
import { shownAnswers } from './headline.ts'
import { counted } from './quantity.ts'
import { observedText } from './reason-text.ts'
import type { Page, Style } from './style.ts'

/** A line for each property, or for those of a library of which the same is known: whether it holds, what it is, and what is to say of it. */
export function propertyLines(verdict: Verdict, { style, width, showsAll = false }: Page): string[] {
  const answers = shownAnswers(verdict.answers)
  const told = showsAll ? answers : answers.filter((answer) => alikeTo(answer, answers)[0] === answer)
  const marks = told.map(({ result }) => markOf(result, style))
  const rows = told.map((answer) => {
    const many = showsAll ? 1 : alikeTo(answer, answers).length
    return [
      signOf(answer),
      ...(many > 1 ? textsOfMany(answer, many, answers) : [titleOf(answer), detailOf(answer, verdict)]),
    ]
  })
  const lines = columns(
    [{ mark: (text, row) => marks[row]?.(text) ?? text }, { gives: 1 }, { gives: 1 }],
    rows,
    width - 2,
  )
  return lines.map((line) => `  ${line}`)
}

/** Of the same library, and as much known of them: itself alone, if it is violated or nobody's. */
function alikeTo(answer: Answer, answers: readonly Answer[]): readonly Answer[] {
  const { partOf, result } = answer
  if (partOf === undefined || result === 'violated') return [answer]
  return answers.filter((other) => other.partOf === partOf && other.result === result)
}

/** `alwaysSafe(Vcb, Fcb)`, `13 of 14 properties not decided`. */
function textsOfMany({ partOf = '', result }: Answer, many: number, answers: readonly Answer[]): readonly string[] {
  const all = answers.filter((other) => other.partOf === partOf).length
  const which = many === all ? `${all}` : `${many} of ${all}`
  const known = result === 'holds' ? '' : result === 'unknown' ? ' not decided' : ` ${result}`
  return [partOf, `${which} properties${known}`]
}

const signs: Readonly<Record<Answer['result'], string>> = {
  holds: '✓',
  violated: '✗',
  unknown: '?',
  'not looked for': '–',
}

function signOf({ result }: Answer): string {
  return signs[result]
}

function markOf(result: Answer['result'], style: Style): (text: string) => string {
  return result === 'holds' ? style.green : result === 'violated' ? style.red : style.yellow
}

/** Their names say what is asked. */
const kindsThatSayIt: readonly Answer['kind'][] = ['no deadlock', 'no failure', 'nobody stuck', 'answers', 'waiting']

export function titleOf({ kind, name }: Answer): string {
  return name.startsWith(kind) || kindsThatSayIt.includes(kind) ? name : `${kind} ${name}`
}

/** What is to say of it; nothing where it just holds. */
export function detailOf(property: Answer, verdict: Verdict): string {
  const { kind, result, violatingStates, steps } = property
  if (result === 'unknown') return 'not decided'
  if (result === 'not looked for')
    return kind === 'nobody stuck'
      ? 'not looked for: a thread that is stuck while others go on (--stuck)'
      : 'not looked for'
  if (property.liveness !== undefined) return livenessDetail(property, property.liveness)
  const first = steps === undefined ? '' : ` after ${counted(steps, 'step')}`
  if (property.isStrong !== undefined) return strengthText(property.isStrong)
  if (result === 'holds') return kind === 'reachable' ? `reached${first}${withoutRun(property)}` : ''
  if (kind === 'reachable' && violatingStates === 0) return 'never reached'
  const isWhole = verdict.answers.every((other) => other.result !== 'unknown')
  const many = isWhole && violatingStates > 1 ? ` in ${counted(violatingStates, 'state')}, first` : ''
  return `violated${many}${first}${seenBy(property)}`
}

/** Of a refinement: for information. */
function strengthText(isStrong: boolean): string {
  if (isStrong) return 'strongly: what has happened is settled when it happens'
  return 'not strongly: what has happened may depend on what comes'
}

/** Where its run was to be shown, and was not found. */
function withoutRun({ noWitness }: Answer): string {
  if (noWitness === undefined) return ''
  const { stoppedBy, states } = noWitness
  const within = stoppedBy === 'states' ? counted(states, 'state') : `the limit of ${stoppedBy}`
  return `; its run was not found within ${within}`
}

/** Of a property of runs: whom it was asked of, and what it needs. */
function livenessDetail({ kind, result, evidence }: Answer, { holdsUnder, measured }: LivenessAnswer): string {
  const needed = holdsUnder?.[0]
  if (result === 'holds' && kind === 'bounded bypass')
    return measured === undefined ? 'NO BOUND: others enter again and again' : `at most ${measured}`
  if (result === 'holds') return heldText(needed)
  const under = needed === undefined || needed === 'none' ? '' : `; under ${needed} fairness it holds`
  return `violated${evidence === undefined ? '' : `: ${evidence.message}`}${under}`
}

function heldText(needed: FairnessKind | undefined): string {
  return needed === undefined ? '' : needed === 'none' ? 'even without fairness' : `needs ${needed} fairness`
}

/** What the property read in the last state of its counterexample. */
function seenBy({ evidence }: Answer): string {
  if (evidence?.observed === undefined) return ''
  return `: ${observedText(evidence.observed)}`
}
