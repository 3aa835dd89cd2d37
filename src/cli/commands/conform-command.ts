import type { FileResult } from '../../conform/conformance.ts'
import { coverageOf, missingCells } from '../../conform/coverage-of.ts'
import { plainJson } from '../../conform/plain-json.ts'
import { printable } from '../../model/values/printable.ts'
import { coverageText } from '../../report/text/conform-coverage-text.ts'
import { conformSummary, conformText } from '../../report/text/conform-text.ts'
import type { Threads } from '../../worker/threads.ts'
import { ExitCode, worstOf } from '../terminal/exit-code.ts'
import { whileShowing } from '../terminal/progress-line.ts'
import { tellFailure } from '../terminal/tell-failure.ts'
import { pageFor, print } from '../terminal/terminal.ts'
import { ConformRun } from './conform-run.ts'
import { lostFailure } from './lost.ts'
import { neededThreads } from './needed-threads.ts'

export type ConformFlags = { readonly json?: boolean }

/** Says of every sequence of the files whether the model allows it, and how much of its tables they exercised. */
export async function conformCommand(
  files: readonly string[],
  flags: ConformFlags,
  given: Threads | undefined,
): Promise<ExitCode> {
  const run = new ConformRun()
  const work = neededThreads(given).follow({ kind: 'conform', files }, (message) => run.hear(message))
  const ended = await whileShowing(() => run.showProgress(), work)
  run.clearProgress()
  const { results, failures } = run
  const isWhole = failures.length === 0 && run.isOver(files)
  if (ended.by !== 'done') failures.push(lostFailure(ended, undefined))
  else if (!run.isOver(files)) failures.push(lostFailure({ by: 'interrupt', who: undefined }, undefined))
  if (results.length > 0) await print(flags.json === true ? jsonOf(results) : textOfResults(results, isWhole))
  for (const failure of failures) await tellFailure(failure, flags.json === true)
  const isRefused = results.some(({ sequences }) => sequences.some(({ result }) => result === 'refused'))
  return worstOf([...failures.map(({ exitCode }) => exitCode), ...(isRefused ? [ExitCode.notAsExpected] : [])])
}

/** A line for each sequence, and one for the coverage. */
function jsonOf(results: readonly FileResult[]): string {
  const coverage = coverageOf(results)
  const lines = [
    ...results.flatMap(({ file, sequences }) => sequences.map((one) => ({ formatVersion: 1, file, ...one }))),
    { formatVersion: 1, coverage, missing: missingCells(coverage) },
  ]
  return lines.map((line) => `${printable(plainJson(line))}\n`).join('')
}

function textOfResults(results: readonly FileResult[], isWhole: boolean): string {
  const page = pageFor(process.stdout)
  const texts = results.map((result) => conformText(result, page))
  return [...texts, coverageText(coverageOf(results), page), conformSummary(results, page, isWhole)].join('\n')
}
