/** What reports that are kept in files are made of: all that a command found, and the files that it speaks of. */
import type { Site } from '../verdict/site.ts'
import type { Value } from '../verdict/value.ts'
import type { Verdict } from '../verdict/verdict.ts'

/** What became of one system. */
export type Reported = {
  readonly system: string
  readonly parameters: Readonly<Record<string, Value>>
  /** Relative to the folder where the command ran. */
  readonly file: string
  readonly exportName: string
  readonly verdict?: Verdict
  /** In place of the verdict. */
  readonly error?: ReportedError
  /** The report of the terminal, without colours. */
  readonly text: string
  /** The command that follows a schedule again. */
  readonly replayCommand: (schedule: string) => string
}

/** An error of a system, or of a file. `code` is of docs/errors.md, or `internal`, or `incomplete` where there was no time for it. */
export type ReportedError = { readonly code: string; readonly message: string; readonly site?: Site }

/** All of a command. */
export type ReportedRun = {
  /** In the order in which they were chosen. */
  readonly systems: readonly Reported[]
  /** Of files that could not be read, and the like. */
  readonly errors: readonly ReportedError[]
  /** The text of each file that a place is in, by the name that the place has. */
  readonly sources: ReadonlyMap<string, string>
  /** Of lockproof. */
  readonly version: string
}

/** A report as the text of its file. It has no clock and no process: the same run gives the same text. */
export type ReportFormat = (run: ReportedRun) => string | Promise<string>
