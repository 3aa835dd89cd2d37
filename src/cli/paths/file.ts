import { readFileSync, statSync } from 'node:fs'
import { thrownText } from '../../errors/thrown.ts'
import { UsageError } from '../../errors/usage-error.ts'
import { currentFolder } from '../../report/places.ts'

/** `expected`: `a JSON file of recorded runs`. @throws UsageError U001 where there is no such file. */
export function requireFile(file: string, expected: string): void {
  const seen = seenAt(file)
  if (seen !== undefined) throw noFile(file, expected, seen)
}

/** @throws UsageError U001 where there is no such file, or it cannot be read. */
export function textOf(file: string, expected: string): string {
  requireFile(file, expected)
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw noFile(file, expected, `one that cannot be read (${thrownText(error)})`)
  }
}

function noFile(file: string, expected: string, seen: string): UsageError {
  const here = currentFolder() ?? 'the current folder, which is gone'
  return new UsageError(
    'U001',
    `${file}: expected ${expected}, saw ${seen}. Check the path; it is relative to ${here}.`,
    { expected, seen, fix: 'Check the path' },
  )
}

/** What is there instead of a file. */
function seenAt(file: string): string | undefined {
  try {
    const found = statSync(file)
    if (found.isFile()) return undefined
    return found.isDirectory() ? 'a folder' : 'no regular file'
  } catch (error) {
    return (error instanceof Error && 'code' in error && sights.get(error.code)) || thrownText(error)
  }
}

const sights: ReadonlyMap<unknown, string> = new Map([
  ['ENOENT', 'no such file'],
  ['ENOTDIR', 'no such file'],
  ['ENAMETOOLONG', 'a name that is too long'],
])
