import { UsageError } from '../../errors/usage-error.ts'

export function commonJsError(file: string): UsageError {
  return new UsageError(
    'U002',
    `${file} is a CommonJS file by its name: expected an ES module. Rename it to ${file.replace(/\.c([jt]s)$/, '.m$1')}.`,
  )
}
