import { ModelError } from '../../errors/model-error.ts'
import { UsageError } from '../../errors/usage-error.ts'
import { counted } from '../../report/text/quantity.ts'
import { type TableRow, verdictTable } from '../../report/text/verdict-table.ts'
import { verdictText } from '../../report/text/verdict-text.ts'
import type { Verdict } from '../../verdict/verdict.ts'
import { splitArguments } from '../chosen/arguments.ts'
import { type Chosen, choose, printableParameters, replayCommand } from '../chosen/chosen.ts'
import { loadFiles } from '../files/load-files.ts'
import { ExitCode } from '../terminal/exit-code.ts'
import { type Failure, failureOf } from '../terminal/failure.ts'
import { Interrupts } from '../terminal/interrupts.ts'
import { ProgressLine } from '../terminal/progress-line.ts'
import { pageFor, print } from '../terminal/terminal.ts'
import { type CheckFlags, checkOptions } from './check-flags.ts'
import { runCheck } from './run-check.ts'

/** What became of a system. An error of any kind is its own: the others are checked and told all the same. */
type Result = {
  readonly row: TableRow
  readonly verdict?: Verdict
  /** The verdict as it is printed, where it is. */
  readonly text?: string
  readonly failure?: Failure
}

type Form = 'report' | 'table' | 'json'

export async function checkCommand(words: readonly string[], flags: CheckFlags): Promise<ExitCode> {
  const options = checkOptions(flags)
  const { files, systems } = splitArguments(words)
  const { loaded, errors } = await loadFiles(files)
  const failures = errors.map((error) => failureOf(error, pageFor(process.stderr)))
  for (const { text } of failures) await print(text, process.stderr)
  if (loaded.length === 0) return exitCodeOf([], failures)
  const { chosen, without } = choose(loaded, systems, flags.param ?? [])
  const form = flags.json === true ? 'json' : chosen.length === 1 ? 'report' : 'table'
  const around = { interrupts: new Interrupts(), progress: new ProgressLine(process.stderr) }
  await printIntroduction(form, chosen, without)
  const results: Result[] = []
  for (const [i, one] of chosen.entries()) {
    const what = chosen.length === 1 ? '' : `${i + 1}/${chosen.length} ${one.entry.name}: `
    const isLeftOut = around.interrupts.isAsked && i > 0
    const result = isLeftOut
      ? { row: missingRow(one, 'not checked') }
      : await resultOf(one, form, chosen.length > 1, () => runCheck(one.system, options, around, what))
    results.push(result)
    if (form !== 'table') await printResult(result)
  }
  if (form === 'table') await printSeveral(results)
  return exitCodeOf(results, failures)
}

/** Printing is part of it: where a verdict cannot be told, there is an error in its place. */
async function resultOf(one: Chosen, form: Form, isOfSeveral: boolean, run: () => Promise<Verdict>): Promise<Result> {
  try {
    const { file, exportName } = one.entry
    const verdict: Verdict = { ...(await run()), file, export: exportName }
    const row = { system: one.entry.name, parameters: one.system.parameters, verdict }
    if (form === 'json') return { row, verdict, text: `${JSON.stringify(verdict)}\n` }
    if (form === 'table') verdictTable([row], pageFor(process.stdout)) // throws here, if at all
    if (form === 'table' && verdict.expected.isAsExpected) return { row, verdict }
    const text = verdictText(verdict, pageFor(process.stdout), { replayCommand: replayCommand(one) })
    return { row, verdict, text }
  } catch (error) {
    const failure = failureOf(error, pageFor(process.stderr), isOfSeveral ? ` in ${one.entry.name}` : '')
    const isOfUser = error instanceof ModelError || error instanceof UsageError
    return { row: missingRow(one, isOfUser ? `error ${error.code}` : 'internal error'), failure }
  }
}

function missingRow(one: Chosen, missing: string): TableRow {
  return { system: one.entry.name, parameters: printableParameters(one), verdict: { missing } }
}

async function printResult({ text, failure }: Result): Promise<void> {
  if (text !== undefined) await print(text)
  if (failure !== undefined) await print(failure.text, process.stderr)
}

/** The table, then the full report of whatever is not as it was expected. */
async function printSeveral(results: readonly Result[]): Promise<void> {
  await print(
    verdictTable(
      results.map(({ row }) => row),
      pageFor(process.stdout),
    ),
  )
  for (const result of results) {
    if (result.text !== undefined) await print('\n')
    await printResult(result)
  }
}

/** A bug of ours is worse than a wrong model, that is worse than an unexpected verdict, and that is worse than none. */
function exitCodeOf(results: readonly Result[], ofFiles: readonly Failure[]): ExitCode {
  const failures = [...ofFiles, ...results.flatMap(({ failure }) => failure ?? [])]
  if (failures.some(({ exitCode }) => exitCode === ExitCode.internal)) return ExitCode.internal
  if (failures.length > 0) return ExitCode.wrong
  if (
    results.some(
      ({ verdict }) => verdict !== undefined && verdict.verdict !== 'incomplete' && !verdict.expected.isAsExpected,
    )
  )
    return ExitCode.notAsExpected
  return results.every(({ verdict }) => verdict !== undefined && verdict.verdict !== 'incomplete')
    ? ExitCode.asExpected
    : ExitCode.incomplete
}

/** Files without a system are always said, beside the verdicts where these are for programs. */
async function printIntroduction(form: Form, chosen: readonly Chosen[], without: string): Promise<void> {
  if (form === 'json') await print(without, process.stderr)
  else if (form === 'report') await print(without === '' ? '' : `${without}\n`)
  else {
    const files = [...new Set(chosen.map(({ entry }) => entry.file))].join(', ')
    await print(`Checking ${counted(chosen.length, 'system')} of ${files}\n${without}\n`)
  }
}
