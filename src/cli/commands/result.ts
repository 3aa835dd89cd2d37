import { printable } from '../../model/values/printable.ts'
import { growthOf } from '../../report/text/growth.ts'
import { memoryTable } from '../../report/text/memory-table.ts'
import type { TableRow } from '../../report/text/verdict-table.ts'
import { verdictTable } from '../../report/text/verdict-table.ts'
import { verdictText } from '../../report/text/verdict-text.ts'
import type { Verdict } from '../../verdict/verdict.ts'
import type { ChosenSystem } from '../../worker/messages.ts'
import { ExitCode, worstOf } from '../terminal/exit-code.ts'
import { type Failure, failureOf } from '../terminal/failure.ts'
import { tellFailure } from '../terminal/tell-failure.ts'
import { pageFor, print } from '../terminal/terminal.ts'

/** What became of a system. An error of any kind is its own: the others are checked and told all the same. */
export type Result = {
  readonly row: TableRow
  readonly replayCommand: (schedule: string) => string
  readonly verdict?: Verdict
  /** The verdict as it is printed, where it is. */
  readonly text?: string
  readonly failure?: Failure
}

export type Form = 'report' | 'table' | 'json'

type Telling = {
  readonly form: Form
  /** ` in that system`, where there are several. */
  readonly where: string
  /** Of the system before it. */
  readonly before: TableRow | undefined
}

/** Where a verdict cannot be told, there is an error in its place. */
export function resultOf(one: ChosenSystem, found: Verdict, { form, where, before }: Telling): Result {
  try {
    const growth = growthOf(before, rowOf(one, found))
    const verdict = {
      ...found,
      ...(growth === undefined ? {} : { growth }),
      file: one.file,
      export: one.exportName,
    }
    const row = rowOf(one, verdict)
    const replayCommand = replayCommandOf(one, found)
    if (form === 'json') return { row, replayCommand, verdict, text: `${printable(JSON.stringify(verdict))}\n` }
    if (form === 'table') verdictTable([row], pageFor(process.stdout)) // throws here, if at all
    if (form === 'table' && verdict.expected.isAsExpected) return { row, replayCommand, verdict }
    const options = one.replay === '' ? {} : { replayCommand }
    return { row, replayCommand, verdict, text: verdictText(verdict, pageFor(process.stdout), options) }
  } catch (error) {
    return failed(one, 'internal error', failureOf(error, pageFor(process.stderr), where))
  }
}

/** With the memory that the schedule is of. */
function replayCommandOf({ replay }: ChosenSystem, { memory }: Pick<Verdict, 'memory'> = {}): Result['replayCommand'] {
  const command = memory === undefined ? replay : replay.replace(/--schedule$/, `--memory ${memory} --schedule`)
  return (schedule) => `${command} ${/[()*]/.test(schedule) ? `"${schedule}"` : schedule}`.trim()
}

function rowOf({ file, name, exportName, parameters, memory }: ChosenSystem, verdict: TableRow['verdict']): TableRow {
  return { file, system: name, exportName, parameters, ...(memory && { memory }), verdict }
}

export function failed(one: ChosenSystem, missing: string, failure: Failure): Result {
  return { ...missingResult(one, missing), failure }
}

export function missingResult(one: ChosenSystem, missing: string): Result {
  return { row: rowOf(one, { missing }), replayCommand: replayCommandOf(one) }
}

export async function printResult({ text, failure, row }: Result, form: Form): Promise<void> {
  const { system, file, exportName } = row
  if (text !== undefined) await print(text)
  if (failure !== undefined) await tellFailure(failure, form === 'json', { system, file, export: exportName })
}

/** Programs read a line of each system: of one that was not checked, too. */
export const notChecked: Failure = {
  text: '',
  exitCode: ExitCode.incomplete,
  error: { code: 'incomplete', message: 'not checked: the command ended before' },
}

/** Its error, if it has one. */
function withoutText({ text: _, ...rest }: Result): Result {
  return rest
}

/** The table, then the full report of whatever is not as it was expected: of a system with several parameters the first, over each memory. */
export async function printTable(results: readonly Result[]): Promise<void> {
  const rows = results.map(({ row }) => row)
  const isOverSeveral = rows.some(({ memory }) => memory !== undefined)
  await print((isOverSeveral ? memoryTable : verdictTable)(rows, pageFor(process.stdout)))
  const told = new Set<string>()
  for (const result of results) {
    const of = [result.row.file, result.row.exportName, result.row.memory].join('\n')
    const isFirst = !told.has(of)
    if (result.text !== undefined) told.add(of)
    if (isFirst && result.text !== undefined) await print('\n')
    await printResult(isFirst ? result : withoutText(result), 'table')
  }
}

export function exitCodeOf(results: readonly Result[], others: readonly Failure[]): ExitCode {
  const failures = [...others, ...results.flatMap(({ failure }) => failure ?? [])]
  return worstOf([...failures.map(({ exitCode }) => exitCode), ...results.map(codeOf)])
}

function codeOf({ verdict }: Result): ExitCode {
  if (verdict === undefined || verdict.verdict === 'incomplete') return ExitCode.incomplete
  return verdict.expected.isAsExpected ? ExitCode.asExpected : ExitCode.notAsExpected
}
