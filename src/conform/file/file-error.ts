import { UsageError } from '../../errors/usage-error.ts'
import type { Place } from '../recording/recording.ts'

export type Malformed = {
  readonly what: string
  readonly expected: string
  readonly seen: string
  readonly fix?: string
}

/** What is wrong with a recording, and where: `runs.json:12:7`. */
export function fileError(file: string, { line, column }: Place, { what, expected, seen, fix }: Malformed): UsageError {
  const ending = fix === undefined ? '' : ` ${fix}`
  return new UsageError('U008', `${file}:${line}:${column}: ${what}: expected ${expected}, saw ${seen}.${ending}`, {
    expected,
    seen,
    fix,
  })
}
