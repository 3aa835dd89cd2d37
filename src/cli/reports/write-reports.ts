import { appendFileSync, writeFileSync } from 'node:fs'
import { parse } from 'node:path'
import { existing } from '../../errors/at.ts'
import { thrownText } from '../../errors/thrown.ts'
import { annotations } from '../../report/formats/annotations.ts'
import { markdownReport } from '../../report/formats/markdown.ts'
import { currentFolder } from '../../report/places.ts'
import type { ReportedRun } from '../../report/reported.ts'
import { evidenceOf } from '../../report/text/evidence.ts'
import type { Failure } from '../terminal/failure.ts'
import { print } from '../terminal/terminal.ts'
import { formats, type TraceFormat } from './formats.ts'
import { type Finding, reportedRun } from './reported-run.ts'
import { type Requested, unwritable } from './requested.ts'

/** GitHub takes so much as the summary of a step. */
const mostSummary = 1024 * 1024

/**
 * Writes what was asked for, and where GitHub Actions runs the command what its pages show: annotations, and the summary of the job.
 * @throws UsageError U010 where a file cannot be written.
 */
export async function writeReports(
  requested: readonly Requested[],
  findings: readonly Finding[],
  failures: readonly Failure[],
): Promise<void> {
  const isOnGitHub = process.env.GITHUB_ACTIONS === 'true'
  if (requested.length === 0 && !isOnGitHub) return
  const run = reportedRun(findings, failures, process.env.GITHUB_WORKSPACE ?? currentFolder() ?? '.')
  for (const one of requested) {
    for (const { file, text } of await filesOf(one, run)) write(file, text)
  }
  if (isOnGitHub) await tellGitHub(run)
}

type Written = { readonly file: string; readonly text: string }

async function filesOf({ kind, file }: Requested, run: ReportedRun): Promise<readonly Written[]> {
  const format = existing(formats.get(kind), 'a format')
  if (format.of === 'all') return [{ file, text: await (await format.load())(run) }]
  const texts = textsOf(await format.load(), run)
  if (texts.length === 1) return [{ file, text: texts[0]?.text ?? '' }]
  const { dir, base } = parse(file)
  const [name = base, ...endings] = base.split('.')
  return texts.map(({ text, of }) => ({
    file: [dir, [`${name}-${of}`, ...endings].join('.')].filter(Boolean).join('/'),
    text,
  }))
}

/** Each counterexample has a file of its own, numbered where a system has several. */
function textsOf(
  format: TraceFormat,
  { systems }: ReportedRun,
): readonly { readonly of: string; readonly text: string }[] {
  return systems.flatMap((one) => {
    const evidence = one.verdict === undefined ? [] : evidenceOf(one.verdict)
    const shown = evidence.flatMap((it) => (it.trace === undefined ? [] : [format(one, it, it.trace)]))
    return shown.map((text, index) => ({ of: `${one.exportName}${shown.length === 1 ? '' : `-${index + 1}`}`, text }))
  })
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text)
  } catch (error) {
    throw unwritable('--report', file, thrownText(error))
  }
}

async function tellGitHub(run: ReportedRun): Promise<void> {
  await print(annotations(run), process.stderr)
  const summary = process.env.GITHUB_STEP_SUMMARY
  if (summary === undefined || summary === '') return
  const text = markdownReport(run)
  const isTooLong = Buffer.byteLength(text) > mostSummary
  appendFileSync(
    summary,
    isTooLong ? `${text.slice(0, mostSummary / 4)}\n\nThe rest is longer than GitHub shows.\n` : text,
  )
}
