import { printable, printableData } from '../../model/values/printable.ts'
import { isLeftUndone } from '../../verdict/ground.ts'
import type { Verdict, Violation } from '../../verdict/verdict.ts'
import { evidenceOf, lineOf, outcomeOf } from '../formats/found.ts'
import type { AnswerData, RunData, SystemData } from '../page-data/page-data.ts'
import { withoutColumns } from '../places.ts'
import type { Reported } from '../reported.ts'
import { parametersText, shownAnswers, violatedName } from '../text/headline.ts'
import { detailOf, titleOf } from '../text/properties-text.ts'
import { bytes, count, duration } from '../text/quantity.ts'
import { promisesOf, sampleText } from '../text/sample-text.ts'
import { runData } from './run-data.ts'
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
  const evidence = verdict === undefined ? [] : evidenceOf(verdict)
  const runs: RunData[] = []
  const runOf = new Map<Violation, number>()
  for (const violation of evidence) {
    const { trace } = violation
    if (trace === undefined) continue
    const replayCommand = (schedule: string): string => printable(known.replayCommand(schedule))
    runOf.set(violation, runs.push(await runData(violation, { trace, sources, replayCommand })) - 1)
  }
  return {
    id,
    name: known.system,
    parameters: parametersText(known.parameters).join(', '),
    file: known.file,
    exportName: known.exportName,
    outcome: outcomeOf(known),
    headline: lineOf(known),
    runs,
    ...(verdict === undefined ? nothingKnown : told(verdict, runOf)),
    sources: sources.data,
  }
}

type Told = Omit<
  SystemData,
  'id' | 'name' | 'parameters' | 'file' | 'exportName' | 'outcome' | 'headline' | 'runs' | 'sources'
>

const nothingKnown: Told = {
  verdict: 'error',
  found: '',
  expected: '',
  steps: '',
  states: '',
  time: '',
  answers: [],
  warnings: [],
  grounds: [],
  undone: [],
  statistics: [],
}

function told(verdict: Verdict, runOf: ReadonlyMap<Violation, number>): Told {
  const { violation, expected, grounds, warnings, states, compileMs, searchMs } = verdict
  const steps = violation?.trace?.steps.length
  const text = (one: { readonly text: string }): string => withoutColumns(one.text)
  return {
    verdict: verdict.verdict,
    found: violation === undefined ? '' : violatedName(violation),
    expected: expected.isAsExpected ? '' : expected.verdict,
    steps: steps === undefined ? '' : count(steps),
    states: count(states),
    time: duration(compileMs + searchMs),
    answers: shownAnswers(verdict.answers).map((answer) => answerData(answer, verdict, runOf)),
    warnings: warnings.map(text),
    grounds: grounds.filter((one) => !isLeftUndone(one)).map(text),
    undone: grounds.filter(isLeftUndone).map(text),
    statistics: statisticsOf(verdict),
  }
}

function answerData(
  answer: Verdict['answers'][number],
  verdict: Verdict,
  runOf: ReadonlyMap<Violation, number>,
): AnswerData {
  const { violation } = verdict
  const evidence =
    answer.evidence ?? (answer.kind === 'nobody stuck' && answer.result === 'violated' ? violation : undefined)
  const isReported =
    evidence !== undefined && evidence.kind === violation?.kind && evidence.property === violation.property
  const run =
    evidence === undefined ? undefined : runOf.get(isReported && violation !== undefined ? violation : evidence)
  return {
    result: answer.result,
    title: titleOf(answer),
    detail: detailOf(answer, verdict),
    ...(run === undefined ? {} : { run }),
  }
}

function statisticsOf(verdict: Verdict): SystemData['statistics'] {
  const { sample, localStates } = verdict
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
    ['compiled in', duration(verdict.compileMs)],
    ['searched in', duration(verdict.searchMs)],
    ['stored', `${bytes(verdict.storedBytes)}, ${verdict.bytesPerState.toFixed(1)} bytes a state`],
    ...(locals.length === 0 ? [] : [['local states', locals.join('; ')] as const]),
  ]
}
