import type { FairnessKind } from '../../model/protocol/waiting.ts'
import { printable, printableData } from '../../model/values/printable.ts'
import { isLeftUndone } from '../../verdict/ground.ts'
import type { FileLines, Verdict, Violation } from '../../verdict/verdict.ts'
import { lineOf, outcomeOf } from '../formats/found.ts'
import type { AnswerData, RunData, SystemData } from '../page-data/page-data.ts'
import { withoutColumns } from '../places.ts'
import type { Reported } from '../reported.ts'
import { evidenceOf } from '../text/evidence.ts'
import { growthText } from '../text/growth.ts'
import { parametersText, shownAnswers, verdictWord, violatedName } from '../text/headline.ts'
import { detailOf, titleOf } from '../text/properties-text.ts'
import { bytes, count, duration } from '../text/quantity.ts'
import { promisesOf, sampleText } from '../text/sample-text.ts'
import { timesOf } from '../text/times-text.ts'
import { runData, type Shown } from './run-data.ts'
import { Sources } from './sources.ts'

/** What the page shows of a system. */
export async function systemData(
  reported: Reported,
  id: string,
  texts: ReadonlyMap<string, string>,
): Promise<SystemData> {
  const known = { ...printableData(reported), replayCommand: reported.replayCommand }
  const { verdict } = known
  const sources = new Sources(texts)
  const shown = verdict === undefined ? [] : runsOf(verdict)
  const replayCommand = (schedule: string): string => printable(known.replayCommand(schedule))
  const runs: RunData[] = []
  for (const one of shown) runs.push(await runData(one, { sources, replayCommand }))
  return {
    id,
    name: known.system,
    parameters: parametersText(known.parameters).join(', '),
    file: known.file,
    exportName: known.exportName,
    outcome: outcomeOf(known),
    headline: lineOf(known),
    runs,
    ...(verdict === undefined ? nothingKnown : told(verdict, shown)),
    sources: sources.data(verdict?.lines ?? []),
  }
}

type Told = Omit<
  SystemData,
  'id' | 'name' | 'parameters' | 'file' | 'exportName' | 'outcome' | 'headline' | 'runs' | 'sources'
>

const nothingKnown: Told = {
  verdict: 'error',
  word: 'error',
  found: '',
  expected: '',
  steps: '',
  states: '',
  growth: '',
  time: '',
  answers: [],
  warnings: [],
  grounds: [],
  undone: [],
  statistics: [],
}

/** What is wrong, in the order in which it is reported; then what is reached. */
function runsOf(verdict: Verdict): readonly Shown[] {
  const wrong = evidenceOf(verdict).flatMap((violation): readonly Shown[] =>
    violation.trace === undefined
      ? []
      : [{ title: violatedName(violation), trace: violation.trace, violation, ...helped(violation, verdict) }],
  )
  const reached = verdict.answers.flatMap(({ name, witness }): readonly Shown[] =>
    witness === undefined ? [] : [{ title: `reaches ${name}`, trace: witness }],
  )
  return [...wrong, ...reached]
}

/** In the words of the page on waiting. */
const meaning: Readonly<Record<FairnessKind, string>> = {
  none: '',
  weak: ', where whoever can go on all the time does go on in the end',
  strong:
    ', where whoever can go on again and again does go on in the end; what serves its waiters in turn needs no such promise',
}

/** Of what does not hold of runs: under what it would. */
function helped({ kind, property }: Violation, { answers }: Verdict): Pick<Shown, 'hint'> {
  const [needed] =
    answers.find(({ name, liveness }) => name === property && liveness !== undefined)?.liveness?.holdsUnder ?? []
  if (kind !== 'liveness' || needed === undefined) return {}
  return { hint: `Under ${needed} fairness it holds${meaning[needed]}` }
}

function told(verdict: Verdict, shown: readonly Shown[]): Told {
  const { violation, expected, grounds, warnings, states, growth, elapsedMs } = verdict
  const steps = violation?.trace?.steps.length
  const text = (one: { readonly text: string }): string => withoutColumns(one.text)
  return {
    verdict: verdict.verdict,
    word: verdictWord(verdict),
    found: violation === undefined ? '' : violatedName(violation),
    expected: expected.isAsExpected ? '' : expected.verdict,
    steps: steps === undefined ? '' : count(steps),
    states: count(states),
    growth: growthText(growth),
    time: elapsedMs === undefined ? '' : duration(elapsedMs),
    answers: shownAnswers(verdict.answers).map((answer) => answerData(answer, verdict, shown)),
    warnings: warnings.map(text),
    grounds: grounds.filter((one) => !isLeftUndone(one)).map(text),
    undone: grounds.filter(isLeftUndone).map(text),
    statistics: statisticsOf(verdict),
  }
}

function answerData(answer: Verdict['answers'][number], verdict: Verdict, shown: readonly Shown[]): AnswerData {
  const run = shown.findIndex((one) => isShownBy(answer, one))
  return {
    result: answer.result,
    title: titleOf(answer),
    detail: detailOf(answer, verdict),
    ...(run < 0 ? {} : { run }),
  }
}

/** A deadlock shows that somebody is stuck, too. */
function isShownBy({ kind, result, evidence, witness }: Verdict['answers'][number], one: Shown): boolean {
  if (witness !== undefined) return one.trace === witness
  if (result !== 'violated' || one.violation === undefined) return false
  if (kind === 'nobody stuck' && evidence === undefined) return one.violation.kind === 'deadlock'
  return one.violation.kind === evidence?.kind && one.violation.property === evidence.property
}

function statisticsOf(verdict: Verdict): SystemData['statistics'] {
  const { sample, localStates, lines = [] } = verdict
  const locals = localStates.map(
    ({ thread, found, kept }) => `${thread} ${found === kept ? found : `${found}, merged to ${kept}`}`,
  )
  return [
    ['states', count(verdict.states)],
    ...(verdict.fullStates === undefined ? [] : [['of the full search', count(verdict.fullStates)] as const]),
    ['edges', count(verdict.edges)],
    ...(verdict.search === 'breadth first' ? [['levels', count(verdict.levels)] as const] : []),
    ['search', sample === undefined ? verdict.search : sampleText(sample)],
    ...(sample === undefined ? [] : promisesOf(sample).map((promise) => ['promised', promise] as const)),
    ['reduction', verdict.reduction],
    ...timesOf(verdict),
    ['stored', `${bytes(verdict.storedBytes)}, ${verdict.bytesPerState.toFixed(1)} bytes a state`],
    ...(locals.length === 0 ? [] : [['local states', locals.join('; ')] as const]),
    ...(lines.length === 0 ? [] : [['threads came to', lines.map(linesText).join('; ')] as const]),
  ]
}

/** `locks.ts: 3–5, 8`. */
function linesText({ file, visited }: FileLines): string {
  const rows: { readonly from: number; readonly to: number }[] = []
  for (const line of visited) {
    const last = rows.at(-1)
    if (last?.to === line - 1) rows[rows.length - 1] = { from: last.from, to: line }
    else rows.push({ from: line, to: line })
  }
  return `${file}: ${rows.map(({ from, to }) => (from === to ? from : `${from}–${to}`)).join(', ')}`
}
