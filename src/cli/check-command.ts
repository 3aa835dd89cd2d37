import { ModelError } from '../errors/model-error.ts'
import { counted } from '../report/quantity.ts'
import { verdictJson } from '../report/verdict-json.ts'
import { type TableRow, verdictTable } from '../report/verdict-table.ts'
import { verdictText } from '../report/verdict-text.ts'
import type { Verdict } from '../verdict.ts'
import { type CheckFlags, checkOptions } from './check-flags.ts'
import { type Chosen, choose, replayCommand } from './chosen.ts'
import { ExitCode } from './exit-code.ts'
import { failureOf } from './failure.ts'
import { Interrupts } from './interrupts.ts'
import { ProgressLine } from './progress-line.ts'
import { runCheck } from './run-check.ts'
import { pageFor, print } from './terminal.ts'

type Checked = Chosen & { readonly verdict: Verdict | undefined; readonly error: ModelError | undefined }

export async function checkCommand(words: readonly string[], flags: CheckFlags): Promise<ExitCode> {
  const options = checkOptions(flags)
  const { chosen, without } = await choose(words, flags.param ?? [])
  const around = { interrupts: new Interrupts(), progress: new ProgressLine(process.stderr) }
  const isOne = chosen.length === 1
  if (!isOne && flags.json !== true) await print(introduction(chosen, without))
  const results: Checked[] = []
  for (const [i, one] of chosen.entries()) {
    if (around.interrupts.isAsked && i > 0) results.push({ ...one, verdict: undefined, error: undefined })
    else
      results.push(
        await checked(one, () =>
          runCheck(one.system, options, around, isOne ? '' : `${i + 1}/${chosen.length} ${one.entry.name}: `),
        ),
      )
    if (flags.json === true) await printJson(results.at(-1))
  }
  if (flags.json !== true) await (isOne ? printReport(results[0]) : printSeveral(results))
  return exitCodeOf(results)
}

async function checked(one: Chosen, run: () => Promise<Verdict>): Promise<Checked> {
  try {
    return { ...one, verdict: await run(), error: undefined }
  } catch (error) {
    if (error instanceof ModelError) return { ...one, verdict: undefined, error }
    throw error
  }
}

async function printJson(result: Checked | undefined): Promise<void> {
  if (result?.verdict !== undefined) await print(`${verdictJson(result.verdict)}\n`)
  if (result?.error !== undefined) await printError(result.error)
}

async function printReport(result: Checked | undefined): Promise<void> {
  if (result?.verdict !== undefined)
    await print(verdictText(result.verdict, pageFor(process.stdout), { replayCommand: replayCommand(result) }))
  if (result?.error !== undefined) await printError(result.error)
}

async function printError(error: ModelError, where?: string): Promise<void> {
  await print(failureOf(error, pageFor(process.stderr), where).text, process.stderr)
}

/** The table, then the full report of whatever is not as it was expected. */
async function printSeveral(results: readonly Checked[]): Promise<void> {
  const rows = results.map(({ entry, system, verdict, error }): TableRow => {
    const missing = error === undefined ? 'not checked' : `error ${error.code}`
    return { system: entry.name, parameters: system.parameters, verdict: verdict ?? { missing } }
  })
  await print(verdictTable(rows, pageFor(process.stdout)))
  for (const result of results) {
    if (result.error === undefined && (result.verdict === undefined || result.verdict.expected.isAsExpected)) continue
    if (result.error !== undefined) await printError(result.error, ` in ${result.entry.name}`)
    else {
      await print('\n')
      await printReport(result)
    }
  }
}

/** A wrong model is worse than an unexpected verdict, and that is worse than none. */
function exitCodeOf(results: readonly Checked[]): ExitCode {
  if (results.some(({ error }) => error !== undefined)) return ExitCode.wrong
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

function introduction(chosen: readonly Chosen[], without: readonly string[]): string {
  const files = [...new Set(chosen.map(({ entry }) => entry.file))].join(', ')
  const empty = without.length === 0 ? '' : `\nNo systems in ${without.join(', ')}`
  return `Checking ${counted(chosen.length, 'system')} of ${files}${empty}\n\n`
}
