import { printable, printableData } from '../../model/values/printable.ts'
import { isLeftUndone } from '../../verdict/ground.ts'
import type { Trace } from '../../verdict/trace.ts'
import type { Verdict, Violation } from '../../verdict/verdict.ts'
import { evidenceOf } from './evidence.ts'
import { headline, sizeText, systemText, violated } from './headline.ts'
import { propertyLines } from './properties-text.ts'
import { bytes, counted, rounded } from './quantity.ts'
import { runSections } from './run-text.ts'
import { promisesOf, sampleText } from './sample-text.ts'
import type { Page, Style } from './style.ts'
import { timeText } from './times-text.ts'
import { wrap } from './wrap.ts'

const enoughForRates = 10_000

export type ReportOptions = {
  /** The command that follows a schedule again. */
  readonly replayCommand?: (schedule: string) => string
}

/** A verdict for people. All but the last line is the same in every run on every machine. */
export function verdictText(found: Verdict, page: Page, options: ReportOptions = {}): string {
  const { style } = page
  const verdict = printableData(found)
  const sections = [
    [...headLines(verdict, page), ...contextLines(verdict, page)],
    propertyLines(verdict, page),
    ...counterexamples(verdict, page, options),
    verdict.warnings.map(({ text }) => style.yellow(`  warning: ${page.places(text)}`)),
    [`  ${sizeText(verdict)}`, ...localStateLines(verdict), ...costLines(verdict, page.width).map(style.dim)],
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function headLines(verdict: Verdict, { style, width }: Page): string[] {
  const colour = colourOf(verdict, style)
  return wrap(headline(verdict), width).map((line) => style.bold(colour(line)))
}

export function colourOf({ verdict, expected }: Verdict, { red, green, yellow }: Style): (text: string) => string {
  if (verdict === 'incomplete') return yellow
  return expected.isAsExpected ? green : red
}

/** What was checked, and what the verdict rests on. */
function contextLines({ system, parameters, expected, grounds, sample }: Verdict, page: Page): string[] {
  const facts: (readonly [string, string])[] = [
    ['system', systemText(system, parameters)],
    ...(expected.isAsExpected || expected.verdict === 'verified' ? [] : [['expected', expected.verdict] as const]),
    ...(sample === undefined ? [] : [['searched', sampleText(sample)] as const]),
    ...(sample === undefined ? [] : promisesOf(sample).map((promise) => ['promised', promise] as const)),
    ...grounds.filter((one) => !isLeftUndone(one)).map(({ text }) => ['rests on', page.places(text)] as const),
  ]
  return [
    ...facts.flatMap(([name, text]) => wrap(`  ${name.padEnd(10)}${text}`, page.width, 12)),
    ...grounds.filter(isLeftUndone).flatMap(({ text }) => wrap(`  ${page.places(text)}`, page.width, 12)),
  ]
}

/** The violation to report, then those of other questions, each under its name. */
function counterexamples(verdict: Verdict, page: Page, options: ReportOptions): string[][] {
  const evidence = evidenceOf(verdict)
  if (evidence.length === 1) return evidence.flatMap((one) => counterexample(one, page, options))
  return evidence.flatMap((one) => [
    wrap(violated(one), page.width - 2).map((line) => page.style.bold(page.style.red(`  ${line}`))),
    ...counterexample(one, page, options),
  ])
}

function counterexample(
  { kind, trace, message, observed, hints = [] }: Violation,
  page: Page,
  { replayCommand }: ReportOptions,
): string[][] {
  if (trace === undefined) return [[`  ${message}`]]
  const command = replayCommand?.(trace.schedule)
  return [
    ...runSections(trace, page, namesRead(observed), kind === 'waiting'),
    kind === 'answers' || kind === 'waiting' ? wrap(`  ${message}`, page.width, 4) : [],
    hints.flatMap((hint) => wrap(`  ${page.places(hint)}`, page.width)),
    [`  ${lengthText(trace)}`, ...(command === undefined ? [] : [page.style.dim(`  ${printable(command)}`)])],
  ]
}

export function namesRead(observed: Violation['observed'] = []): readonly string[] {
  return observed.map(({ name }) => name)
}

export function lengthText({ steps, cycleStart, switches, isShortest, hasFewestSwitches }: Trace): string {
  const length = isShortest ? 'shortest' : 'not proved shortest'
  if (cycleStart !== undefined) {
    const cycle = steps.length - cycleStart
    const together = isShortest && cycle > 0 ? 'shortest together' : length
    return `${counted(cycleStart, 'step')}${cycle === 0 ? '' : ` and a cycle of ${cycle}`} (${together})`
  }
  return `${counted(steps.length, 'step')} (${length}), ${counted(switches, 'switch', 'switches')}${hasFewestSwitches ? ' (fewest)' : ''}`
}

/** Where local states were merged. */
function localStateLines({ localStates }: Verdict): string[] {
  const merged = localStates.filter(({ found, kept }) => kept < found)
  if (merged.length === 0) return []
  return [
    `  local states merged: ${merged.map(({ thread, found, kept }) => `${thread} ${found} to ${kept}`).join(', ')}`,
  ]
}

/** Rates of a search that was over at once would say nothing. */
function costLines(verdict: Verdict, width: number): string[] {
  const { searchMs, states, storedBytes, bytesPerState } = verdict
  const time = timeText(verdict)
  if (states < enoughForRates) return time === '' ? [] : wrap(`  ${time}`, width, 4)
  const rate = searchMs === undefined ? [] : [`${rounded((states / Math.max(1, searchMs)) * 1000)} states/s`]
  const space = `${bytes(storedBytes)} stored (${bytesPerState.toFixed(1)} bytes a state)`
  return [`  ${[...(time === '' ? [] : [time]), ...rate, space].join(', ')}`]
}
