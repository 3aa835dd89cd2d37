import { writeSync } from 'node:fs'
import { UsageError } from '../../errors/usage-error.ts'
import { plain } from '../../report/text/style.ts'
import { failureOf } from './failure.ts'
import { leave } from './leave.ts'

/** https://no-color.org */
export function wantsColour(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0'
  return stream.isTTY && TERM !== 'dumb'
}

/** A reader that has gone is no error; else what should have been said is lost, and a verdict with it: no exit code may tell one. */
export function watchOutput(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', endWhereLost)
}

/** `lockproof check … | head` is not. */
export function endWhereLost(error: Error): void {
  if (isGone(error)) return
  endBy(new UsageError('U010', `The output could not be written: ${error.message}. Expected room for it.`))
}

/** The end of the process for an error that is nobody's to catch: by itself Node ends with 1, as an unexpected verdict does. */
export function endBy(error: unknown): never {
  const { text, exitCode } = failureOf(error, { style: plain })
  try {
    writeSync(2, text)
  } catch {
    // nobody can be told
  }
  return leave(exitCode, false)
}

/** `EIO`: the terminal was closed. */
const gone: ReadonlySet<string> = new Set(['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED'])

function isGone(error: Error): boolean {
  return 'code' in error && gone.has(String(error.code))
}
