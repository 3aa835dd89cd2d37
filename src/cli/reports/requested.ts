import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { suggestion } from '../../errors/suggestion.ts'
import { thrownText } from '../../errors/thrown.ts'
import { UsageError } from '../../errors/usage-error.ts'
import { makeFolder } from '../paths/made-folder.ts'
import { formats } from './formats.ts'

/** A report that is to be written. */
export type Requested = { readonly kind: string; readonly file: string }

/**
 * `junit=out.xml,sarif=out.sarif`, and the flag may be given again. @throws UsageError U006 where that names no format or no file, U010 where the file
 * could not be written: better before the check than after it.
 */
export function requestedReports(given: readonly string[] = []): readonly Requested[] {
  const requested = given.flatMap((text) => text.split(',').map((part) => requestedOf(part.trim())))
  for (const { file } of requested) requireWritable(file)
  const twice = requested.find(({ file }, index) => requested.findIndex((other) => other.file === file) < index)
  if (twice !== undefined) throw refused(twice.file, 'a file of its own for each report')
  return requested
}

function requestedOf(text: string): Requested {
  const at = text.indexOf('=')
  const [kind, file] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
  const known = [...formats.keys()]
  if (!formats.has(kind)) throw refused(text, `one of ${known.join(', ')}`, suggestion(kind, known))
  if (file === '') throw refused(text, `a file, such as ${kind}=lockproof.${kind}`)
  return { kind, file }
}

function refused(seen: string, expected: string, more = ''): UsageError {
  return new UsageError('U006', `--report is '${seen}': expected ${expected}.${more}`, { expected, seen })
}

function requireWritable(file: string): void {
  try {
    makeFolder(dirname(file))
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory() !== true) return
  } catch (error) {
    throw unwritable('--report', file, thrownText(error))
  }
  throw unwritable('--report', file, 'it is a folder')
}

export function unwritable(option: string, file: string, why: string): UsageError {
  return new UsageError('U010', `${option}: ${file} cannot be written: ${why}. Name another file.`, {
    expected: 'a file that can be written',
    seen: why,
    fix: 'Name another file',
  })
}
