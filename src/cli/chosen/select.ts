import type { Entry } from '../../catalogue/catalogue.ts'
import { suggestion } from '../../errors/suggestion.ts'
import { UsageError } from '../../errors/usage-error.ts'
import { isBare, shellWord } from './arguments.ts'

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

/** As many as one can look through. */
const mostNamed = 12

function unknownSystem(wanted: string, entries: readonly Entry[]): UsageError {
  const files = [...new Set(entries.map(({ file }) => file))]
  const typed = entries.map((entry) => typedName(entry, entries))
  const known =
    typed.length <= mostNamed
      ? typed.join(', ')
      : `${typed.slice(0, mostNamed).join(', ')} and ${typed.length - mostNamed} more`
  const names = entries.flatMap(({ name, exportName }) => [exportName, shellWord(name)])
  const meant = suggestion(wanted, [...typed, ...names])
  const others = meant === '' ? `: expected one of ${known}.` : `.${meant}`
  const list = `lockproof list ${files.map(shellWord).join(' ')}`
  const more = meant === '' && typed.length <= mostNamed ? '' : ` ${list} names them all.`
  return new UsageError(
    'U004',
    `${files.join(', ')} ${files.length === 1 ? 'has' : 'have'} no system ${wanted}${others}${more}`,
    { expected: known, seen: wanted },
  )
}

/** What can be typed as it stands, and means this one alone. */
function typedName({ name, exportName }: Entry, entries: readonly Entry[]): string {
  const isAlone = entries.filter((other) => other.name === name || other.exportName === name).length === 1
  return isAlone && isBare(name) ? name : shellWord(exportName)
}
