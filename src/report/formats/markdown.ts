/** Markdown as GitHub reads it: a table of all systems, then each that is not as expected, with its reason, its run and how to see it again. */
import type { Trace, TraceStep } from '../../verdict/trace.ts'
import type { Reported, ReportedRun } from '../reported.ts'
import { evidenceOf } from '../text/evidence.ts'
import { growthText } from '../text/growth.ts'
import { verdictWord, violated } from '../text/headline.ts'
import { count, counted, duration } from '../text/quantity.ts'
import { lineOf, nameOf, type Outcome, outcomeOf, printableRun, reasonOf } from './found.ts'
import { mermaidDiagram } from './mermaid.ts'
import { doesText, effectsText } from './step-text.ts'

const signs: Readonly<Record<Outcome, string>> = { passed: '✅', failed: '❌', incomplete: '⚠️', error: '❌' }
/** What is longer is in the text alone. */
const mostSteps = 40

export function markdownReport(run: ReportedRun): string {
  const { systems, errors } = printableRun(run)
  const told = systems.filter((one) => outcomeOf(one) !== 'passed')
  const warned = systems.filter((one) => outcomeOf(one) === 'passed' && one.verdict?.warnings.length !== 0)
  return [
    `## lockproof: ${summary(systems, errors.length)}`,
    '',
    ...(systems.length === 0 ? [] : [...table(systems), '']),
    ...errors.flatMap(({ code, message }) => [`**error ${code}**: ${escaped(message)}`, '']),
    ...told.flatMap(section),
    ...warned.flatMap((one) => [
      `### ⚠️ ${escaped(nameOf(one))}`,
      '',
      ...(one.verdict?.warnings ?? []).map(({ text }) => `* ${escaped(text)}`),
      '',
    ]),
  ].join('\n')
}

function summary(systems: readonly Reported[], errors: number): string {
  const words: Readonly<Record<Outcome, string>> = {
    passed: 'as expected',
    failed: 'not as expected',
    incomplete: 'incomplete',
    error: 'with an error',
  }
  const parts = Object.entries(words).flatMap(([outcome, word]) => {
    const found = systems.filter((one) => outcomeOf(one) === outcome).length
    return found === 0 ? [] : [`${found} ${word}`]
  })
  const files = errors === 0 ? [] : [counted(errors, 'error')]
  return `${counted(systems.length, 'system')}: ${[...parts, ...files].join(', ') || 'nothing to check'}`
}

function table(systems: readonly Reported[]): readonly string[] {
  const grows = systems.some(({ verdict }) => verdict?.growth !== undefined)
  const isTimed = systems.some(({ verdict }) => verdict === undefined || verdict.elapsedMs !== undefined)
  return [
    `| | system | expected | verdict | steps | states |${grows ? ' growth |' : ''}${isTimed ? ' time |' : ''}`,
    `|---|---|---|---|--:|--:|${grows ? '--:|' : ''}${isTimed ? '--:|' : ''}`,
    ...systems.map((one) => {
      const { verdict } = one
      const steps = verdict?.violation?.trace?.steps.length
      const cells = [
        signs[outcomeOf(one)],
        nameOf(one),
        verdict?.expected.verdict ?? '',
        verdict === undefined
          ? lineOf(one)
          : `${verdictWord(verdict)}${verdict.violation === undefined ? '' : `: ${violated(verdict.violation)}`}`,
        steps === undefined ? '' : count(steps),
        verdict === undefined ? '' : count(verdict.states),
        ...(grows ? [growthText(verdict?.growth)] : []),
        ...(isTimed ? [verdict?.elapsedMs === undefined ? '' : duration(verdict.elapsedMs)] : []),
      ]
      return `| ${cells.map(escaped).join(' | ')} |`
    }),
  ]
}

function section(one: Reported): readonly string[] {
  const { verdict, text, replayCommand } = one
  const reason = reasonOf(one)
  return [
    `### ${signs[outcomeOf(one)]} ${escaped(nameOf(one))}`,
    '',
    escaped(lineOf(one)),
    '',
    ...(reason === undefined ? [] : [`**${escaped(reason)}**`, '']),
    ...(verdict === undefined
      ? []
      : evidenceOf(verdict).flatMap(({ trace }) => (trace === undefined ? [] : run(trace, replayCommand)))),
    ...(text === '' ? [] : ['<details><summary>as text</summary>', '', ...fenced('text', text), '</details>', '']),
  ]
}

function run(trace: Trace, replayCommand: Reported['replayCommand']): readonly string[] {
  const command = fenced('sh', replayCommand(trace.schedule))
  if (trace.steps.length > mostSteps) return [...command]
  return [
    '| | thread | does | so that |',
    '|--:|---|---|---|',
    ...trace.steps.flatMap((step, index) => [
      ...(index === trace.cycleStart ? ['| | | *from here on, for ever:* | |'] : []),
      row(step, index),
    ]),
    '',
    ...command,
    '<details><summary>as a diagram</summary>',
    '',
    ...fenced('mermaid', mermaidDiagram(trace)),
    '</details>',
    '',
  ]
}

function row(step: TraceStep, index: number): string {
  const does = `\`${doesText(step).replaceAll('`', "'").replaceAll('|', '\\|')}\``
  return `| ${index + 1} | ${escaped(step.thread)} | ${does} | ${escaped(effectsText(step))} |`
}

/** The fence is longer than any in the text. */
function fenced(language: string, text: string): readonly string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return [fence + language, text.trimEnd(), fence, '']
}

/** Names and messages are the user's: nothing in them is markup. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~&]/g, '\\$&').replace(/\s+/g, ' ')
}
