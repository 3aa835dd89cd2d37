import { readFileSync, statSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { relativeTo } from '../../report/places.ts'
import type { Reported, ReportedError, ReportedRun } from '../../report/reported.ts'
import { plain } from '../../report/text/style.ts'
import type { TableRow } from '../../report/text/verdict-table.ts'
import { verdictText } from '../../report/text/verdict-text.ts'
import type { Verdict } from '../../verdict/verdict.ts'
import type { Failure } from '../terminal/failure.ts'
import { version } from '../terminal/version.ts'

const widthOfReport = 100
const mostSource = 1_000_000

/** What became of a system, as the command knows it. */
export type Finding = {
  readonly row: TableRow
  readonly replayCommand: (schedule: string) => string
  readonly verdict?: Verdict
  readonly failure?: Failure
}

/** All that was found, as reports in files have it: places relative to `folder`, so that the reports are the same wherever the checkout is. */
export function reportedRun(findings: readonly Finding[], failures: readonly Failure[], folder: string): ReportedRun {
  const shorter = relativeTo(folder)
  const systems = findings.map((one) => deep(reported(one, folder), shorter))
  const errors = failures.map((failure) => deep(errorOf(failure), shorter))
  return { systems, errors, sources: sourcesOf([...systems, ...errors], folder), version: version() }
}

function reported({ row, verdict, failure, replayCommand }: Finding, folder: string): Reported {
  const { system, parameters, file, exportName } = row
  const page = { style: plain, width: widthOfReport, isTerminal: false, places: relativeTo(folder) }
  return {
    system,
    parameters,
    file: relative(folder, resolve(file)),
    exportName,
    ...(verdict === undefined ? {} : { verdict }),
    ...(failure === undefined ? {} : { error: errorOf(failure) }),
    text: verdict === undefined ? '' : verdictText(verdict, page, { replayCommand }),
    replayCommand,
  }
}

function errorOf({ error: { code, message, site } }: Failure): ReportedError {
  return { code, message, ...(site === undefined ? {} : { site }) }
}

/** The same with each text in it changed. */
function deep<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T // a text is one after it
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((part) => deep(part, change)) as T // of the same parts
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, deep(part, change)])) as T
}

/** Files in which a place is, as far as they can be read: a report can do without. */
function sourcesOf(parts: readonly unknown[], folder: string): ReadonlyMap<string, string> {
  const sources = new Map<string, string>()
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return
    if ('file' in part && typeof part.file === 'string' && ('line' in part || 'visited' in part)) read(part.file)
    for (const inner of Object.values(part)) visit(inner)
  }
  const read = (file: string): void => {
    const path = resolve(folder, file)
    if (sources.has(file) || (statSync(path, { throwIfNoEntry: false })?.size ?? mostSource) >= mostSource) return
    sources.set(file, readFileSync(path, 'utf8'))
  }
  visit(parts)
  return sources
}
