import { suggestion } from '../../errors/suggestion.ts'
import { UsageError } from '../../errors/usage-error.ts'
import type { Entry } from './catalogue.ts'

/** The entries of these names, in the order of the files; all where no name is given. @throws UsageError U004 */
export function select(entries: readonly Entry[], wanted: readonly string[]): readonly Entry[] {
  if (wanted.length === 0) return entries
  const chosen = wanted.flatMap((name) => named(entries, name))
  return entries.filter((entry) => chosen.includes(entry))
}

/** The name of an export comes before that of a system, which several may share. */
function named(entries: readonly Entry[], wanted: string): readonly Entry[] {
  const exported = entries.filter(({ exportName }) => exportName === wanted)
  const found = exported.length > 0 ? exported : entries.filter(({ name }) => name === wanted)
  if (found.length === 0) throw unknownSystem(wanted, entries)
  return found
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
