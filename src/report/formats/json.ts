import { printable } from '../../model/values/printable.ts'
import type { Reported, ReportedRun } from '../reported.ts'

/** A list of what `--json` prints in lines: a verdict for each system, or an error; then errors of files. */
export function jsonReport({ systems, errors }: ReportedRun): string {
  const lines = [...systems.map(lineOf), ...errors.map((error) => ({ error }))]
  return `[\n${lines.map((line) => printable(JSON.stringify(line))).join(',\n')}\n]\n`
}

function lineOf({ verdict, error, system, file, exportName }: Reported): unknown {
  return verdict ?? { error, system, file, export: exportName }
}
