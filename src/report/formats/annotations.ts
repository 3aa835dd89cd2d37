/**
 * Workflow commands of GitHub Actions: a line that its runner shows at a line of a file. It shows ten errors and ten warnings of a step at most and drops
 * the rest in silence, hence one a system, at the line that matters, and a last one that counts.
 */
import { siteText } from '../../verdict/site.ts'
import type { Reported, ReportedError, ReportedRun } from '../reported.ts'
import { lineOf, nameOf, outcomeOf, placeOf, printableRun, reasonOf } from './found.ts'

const mostOfAKind = 10

type Annotation = {
  readonly level: 'error' | 'warning'
  readonly title: string
  readonly message: string
  readonly at: Reported | ReportedError
}

export function annotations(run: ReportedRun): string {
  const { systems, errors } = printableRun(run)
  const found = [...systems.flatMap(annotationsOf), ...errors.map(errorAnnotation)]
  return (['error', 'warning'] as const)
    .flatMap((level) => shown(found.filter((one) => one.level === level)))
    .map((line) => `${line}\n`)
    .join('')
}

function annotationsOf(one: Reported): readonly Annotation[] {
  const outcome = outcomeOf(one)
  const [title, reason] = [nameOf(one), reasonOf(one)]
  if (outcome !== 'passed') {
    const message = [lineOf(one), ...(reason === undefined ? [] : [reason]), ...replayOf(one)].join('\n')
    return [{ level: outcome === 'incomplete' ? 'warning' : 'error', title, message, at: one }]
  }
  const warnings = one.verdict?.warnings ?? []
  if (warnings.length === 0) return []
  return [{ level: 'warning', title, message: warnings.map(({ text }) => text).join('\n'), at: one }]
}

function replayOf({ verdict, replayCommand }: Reported): readonly string[] {
  const trace = verdict?.violation?.trace
  return trace === undefined ? [] : [replayCommand(trace.schedule)]
}

function errorAnnotation(error: ReportedError): Annotation {
  return { level: 'error', title: `error ${error.code}`, message: error.message, at: error }
}

function shown(found: readonly Annotation[]): readonly string[] {
  if (found.length <= mostOfAKind) return found.map(command)
  const rest = found.length - (mostOfAKind - 1)
  const [first] = found
  const level = first?.level ?? 'warning'
  return [
    ...found.slice(0, mostOfAKind - 1).map(command),
    `::${level} title=lockproof::and ${rest} more, which GitHub would not show: see the log`,
  ]
}

function command({ level, title, message, at }: Annotation): string {
  const site = 'system' in at ? placeOf(at) : at.site
  const place =
    site === undefined || site.line === 0
      ? []
      : [`file=${property(site.file)}`, `line=${site.line}`, `col=${site.column}`]
  const known = site !== undefined && site.line === 0 ? `${siteText(site)}: ` : ''
  return `::${level} ${[...place, `title=${property(title)}`].join(',')}::${data(known + message)}`
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
