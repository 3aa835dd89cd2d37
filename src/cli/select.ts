import { UsageError } from '../errors/usage-error.ts'
import type { Entry } from './catalogue.ts'
import { suggestion } from './suggest.ts'

/** The entries with these names, of a system or an export, in the order of the files; all where no name is given. @throws UsageError U004 */
export function select(entries: readonly Entry[], wanted: readonly string[]): readonly Entry[] {
  for (const name of wanted) if (!entries.some((entry) => isNamed(entry, name))) throw unknownSystem(name, entries)
  return wanted.length === 0 ? entries : entries.filter((entry) => wanted.some((name) => isNamed(entry, name)))
}

function isNamed({ name, exportName }: Entry, wanted: string): boolean {
  return name === wanted || exportName === wanted
}

function unknownSystem(wanted: string, entries: readonly Entry[]): UsageError {
  const files = [...new Set(entries.map(({ file }) => file))].join(', ')
  const known = [...new Set(entries.map(({ name }) => name))]
  const exported = entries.map(({ exportName }) => exportName)
  return new UsageError(
    'U004',
    `${files} has no system ${wanted}: expected one of ${known.join(', ')}.${suggestion(wanted, [...known, ...exported])}`,
    {
      expected: known.join(', '),
      seen: wanted,
    },
  )
}
