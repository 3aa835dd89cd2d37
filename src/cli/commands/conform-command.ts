import { conform } from '../../conform/conform.ts'
import type { FileResult } from '../../conform/conformance.ts'
import { coverageOf, missingCells } from '../../conform/coverage-of.ts'
import { plainJson } from '../../conform/plain-json.ts'
import { printable } from '../../model/values/printable.ts'
import { coverageText } from '../../report/text/conform-coverage-text.ts'
import { conformSummary, conformText } from '../../report/text/conform-text.ts'
import { textOf } from '../paths/file.ts'
import { ExitCode } from '../terminal/exit-code.ts'
import { pageFor, print } from '../terminal/terminal.ts'

export type ConformFlags = { readonly json?: boolean }

/** Says of every sequence of the files whether the model allows it, and how much of its tables they exercised. */
export async function conformCommand(files: readonly string[], flags: ConformFlags): Promise<ExitCode> {
  const results = files.map((file) => conform(file, textOf(file, 'a JSON file of recorded runs')))
  await print(flags.json === true ? jsonOf(results) : textOfResults(results))
  const isAllowed = results.every(({ sequences }) => sequences.every(({ result }) => result === 'allowed'))
  return isAllowed ? ExitCode.asExpected : ExitCode.notAsExpected
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

function textOfResults(results: readonly FileResult[]): string {
  const page = pageFor(process.stdout)
  const texts = results.map((result) => conformText(result, page))
  return [...texts, coverageText(coverageOf(results), page), conformSummary(results, page)].join('\n')
}
