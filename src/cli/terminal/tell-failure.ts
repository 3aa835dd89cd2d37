import { printable } from '../../model/values/printable.ts'
import type { Failure } from './failure.ts'
import { print } from './terminal.ts'

/** What the error is of, where it is of one system. */
export type FailureOf = { readonly system?: string; readonly file?: string; readonly export?: string }

/** For people on stderr; where programs read, for these too, in a line among the others. */
export async function tellFailure(
  { text, exitCode, error }: Failure,
  isJson: boolean,
  { system, file, export: exported }: FailureOf = {},
): Promise<void> {
  await print(text, process.stderr)
  if (isJson)
    await print(`${printable(JSON.stringify({ formatVersion: 2, system, file, export: exported, error, exitCode }))}\n`)
}
