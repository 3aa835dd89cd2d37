/**
 * SARIF 2.1.0 (OASIS), for code scanning. A run is one thread flow, each step named with its thread, since well-known viewers show the first flow alone;
 * the second code flow has one for each thread, as the standard means it.
 */
import type { CodeFlow, Location, Log, Result, ThreadFlowLocation } from 'sarif'
import type { Site } from '../../verdict/site.ts'
import type { Trace, TraceStep } from '../../verdict/trace.ts'
import type { Violation } from '../../verdict/verdict.ts'
import type { Reported, ReportedError, ReportedRun } from '../reported.ts'
import { evidenceOf } from '../text/evidence.ts'
import { under } from '../text/headline.ts'
import { reasonText } from '../text/reason-text.ts'
import { lineOf, nameOf, outcomeOf, placeOf, printableRun } from './found.ts'
import { doesText, effectsText } from './step-text.ts'

/** GitHub shows so many steps of a run. */
const mostSteps = 1000

const rules: Readonly<Record<string, string>> = {
  property: 'A property does not hold in some reachable state.',
  deadlock: 'Threads wait for ever: nobody is owed a step.',
  stuck: 'A thread can never go on, whatever others owe, while others may.',
  failure: 'An operation fails in some reachable state.',
  unreachable: 'A state that should be reachable is not.',
  liveness: 'What must come some time does not come in some fair run.',
  verdict: 'The verdict is not the one that the system expects.',
  incomplete: 'The check was stopped before it could tell.',
  warning: 'Something may make the verdict empty.',
  error: 'A design or a file is at fault.',
}

export function sarifReport(run: ReportedRun): string {
  const { systems, errors, version } = printableRun(run)
  const results = [...systems.flatMap(resultsOf), ...errors.map(errorResult)]
  const used = new Set(results.map(({ ruleId }) => ruleId))
  const log: Log = {
    version: '2.1.0',
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    runs: [
      {
        tool: {
          driver: {
            name: 'lockproof',
            version,
            informationUri: 'https://www.npmjs.com/package/lockproof',
            rules: Object.entries(rules)
              .filter(([id]) => used.has(id))
              .map(([id, text]) => ({ id, shortDescription: { text } })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  }
  return `${JSON.stringify(log, undefined, 1)}\n`
}

function resultsOf(one: Reported): readonly Result[] {
  const outcome = outcomeOf(one)
  const { verdict, error } = one
  if (outcome === 'error')
    return [result(one, { rule: 'error', level: 'error', text: `${nameOf(one)}: ${error?.message ?? 'not checked'}` })]
  if (outcome === 'incomplete')
    return [result(one, { rule: 'incomplete', level: 'warning', text: `${nameOf(one)}: ${lineOf(one)}` })]
  const warnings = (verdict?.warnings ?? []).map(({ kind, text }) =>
    result(one, { rule: 'warning', level: 'warning', text: `${nameOf(one)}: ${text}`, key: kind }),
  )
  if (outcome === 'passed' || verdict === undefined) return warnings
  const evidence = evidenceOf(verdict)
  if (evidence.length === 0)
    return [result(one, { rule: 'verdict', level: 'error', text: `${nameOf(one)}: ${lineOf(one)}` }), ...warnings]
  return [...evidence.map((it) => violationResult(one, it)), ...warnings]
}

type Said = {
  readonly rule: string
  readonly level: Result.level
  readonly text: string
  /** What tells it from others of its rule and system. */
  readonly key?: string
}

function result(one: Reported, { rule, level, text, key = '' }: Said): Result {
  const place = placeOf(one)
  return {
    ruleId: rule,
    level,
    message: { text },
    locations: [locationOf(place, one.file)],
    partialFingerprints: { 'lockproof/v1': [one.file, one.exportName, nameOf(one), rule, key].join('|') },
  }
}

function violationResult(one: Reported, violation: Violation): Result {
  const { kind, property, thread, trace } = violation
  const text = `${nameOf(one)}${under(one.verdict ?? {})}: ${reasonText(violation)}`
  const base = result(one, { rule: kind, level: 'error', text, key: property ?? thread ?? '' })
  if (trace === undefined || trace.steps.length === 0) return base
  const skipped = Math.max(0, trace.steps.length - mostSteps)
  const cut = skipped === 0 ? '' : ` (the last ${mostSteps} of ${trace.steps.length} steps)`
  return {
    ...base,
    message: { text: text + cut },
    codeFlows: [inOrder(trace, skipped, one), byThread(trace, skipped, one)],
  }
}

function inOrder(trace: Trace, skipped: number, { file }: Reported): CodeFlow {
  return {
    message: { text: 'the run' },
    threadFlows: [{ locations: trace.steps.slice(skipped).map((step, i) => flowLocation(step, i + skipped, file)) }],
  }
}

function byThread(trace: Trace, skipped: number, { file }: Reported): CodeFlow {
  const located = trace.steps.slice(skipped).map((step, i) => ({ step, at: flowLocation(step, i + skipped, file) }))
  return {
    message: { text: 'the run, thread by thread' },
    threadFlows: trace.threads.flatMap(({ name }) => {
      const locations = located.filter(({ step }) => step.thread === name).map(({ at }) => at)
      return locations.length === 0 ? [] : [{ id: name, locations }]
    }),
  }
}

function flowLocation(step: TraceStep, index: number, file: string): ThreadFlowLocation {
  const { thread, moves } = step
  const changed = effectsText(step)
  const text = [`${index + 1} ${thread}: ${doesText(step)}`, ...(changed === '' ? [] : [changed])]
  return {
    executionOrder: index + 1,
    location: { ...locationOf(moves.at(-1)?.site, file), message: { text: text.join(' — ') } },
  }
}

/** Columns are of characters, the first is 1; where only the file is known, the file. */
function locationOf(site: Site | undefined, file: string): Location {
  const known = site !== undefined && site.line > 0
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(known ? site.file : file), uriBaseId: '%SRCROOT%' },
      ...(known ? { region: { startLine: site.line, startColumn: Math.max(1, site.column) } } : {}),
    },
  }
}

function uriOf(path: string): string {
  return encodeURI(path.replaceAll('\\', '/')).replaceAll('#', '%23').replaceAll('?', '%3F')
}

function errorResult({ code, message, site }: ReportedError): Result {
  return {
    ruleId: 'error',
    level: 'error',
    message: { text: `error ${code}: ${message}` },
    locations: site === undefined ? [] : [locationOf(site, site.file)],
    partialFingerprints: { 'lockproof/v1': ['error', code, site?.file ?? ''].join('|') },
  }
}
