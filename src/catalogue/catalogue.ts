import { UsageError } from '../errors/usage-error.ts'
import { type Family, type System, system } from '../model/language/system.ts'
import { printable } from '../model/values/printable.ts'

/** A system that a file exports, by itself or in an array or record. */
export type Entry = {
  readonly file: string
  /** `mcs`, or `catalogue.mcs` and `catalogue[0]` for what stands in another. */
  readonly exportName: string
  readonly name: string
  /** Made anew with other parameters; absent where the file has fixed them. */
  readonly family: Family<Readonly<Record<string, unknown>>> | undefined
  /** The system as exported, or the family at its defaults. */
  readonly system: System
}

const deepest = 3

export type LoadedFile = { readonly file: string; readonly exports: Readonly<Record<string, unknown>> }

/**
 * The systems and families among what the files export, each once. Among several files some may have none: those that help the others.
 * @throws UsageError U003 when there is none at all.
 */
export function catalogueOf(files: readonly LoadedFile[]): readonly Entry[] {
  const seen = new Set<unknown>()
  const entries = files.flatMap((file) => entriesOf(file, seen))
  if (entries.length > 0) return entries
  throw noSystem(files)
}

const howToExport = "'export' in front of 'const name = system(…)'"

function noSystem(files: readonly LoadedFile[]): UsageError {
  const [first] = files
  if (files.every(hasNoExports)) {
    const fix = `Write ${howToExport}.`
    return new UsageError('U003', `${namesOf(files)} ${files.length === 1 ? 'exports' : 'export'} nothing. ${fix}`, {
      expected: 'export const name = system(…)',
      seen: 'no exports at all',
      fix,
    })
  }
  const saw = files.length > 1 ? 'none in any of them' : `only ${Object.keys(first?.exports ?? {}).join(', ')}`
  const who = `${namesOf(files)} ${files.length === 1 ? 'exports' : 'export'}`
  return new UsageError('U003', `${who} no system: expected export const name = system(…), saw ${saw}.`, {
    expected: 'export const name = system(…)',
    seen: saw,
  })
}

/** Says which files export no system, a line for those that export nothing at all; empty where all do. */
export function withoutSystems(files: readonly LoadedFile[]): string {
  const without = files.filter((file) => entriesOf(file, new Set()).length === 0)
  const nothing = without.filter(hasNoExports)
  const others = without.filter((file) => !hasNoExports(file))
  return [
    ...(others.length === 0 ? [] : [`No systems in ${namesOf(others)}\n`]),
    ...(nothing.length === 0 ? [] : [`Nothing is exported from ${namesOf(nothing)}: write ${howToExport}\n`]),
  ].join('')
}

function hasNoExports({ exports }: LoadedFile): boolean {
  return Object.keys(exports).length === 0
}

function namesOf(files: readonly LoadedFile[]): string {
  return files.map(({ file }) => printable(file)).join(', ')
}

/** A system under an export of its own comes before those in arrays and records. */
export function entriesOf({ file, exports }: LoadedFile, seen: Set<unknown>): readonly Entry[] {
  const isDirect = (value: unknown): boolean => isFamily(value) || isSystem(value)
  const sorted = Object.entries(exports).toSorted(([, a], [, b]) => Number(isDirect(b)) - Number(isDirect(a)))
  return sorted.flatMap(([name, value]) => entriesIn(file, name, value, seen, deepest))
}

function entriesIn(
  file: string,
  exportName: string,
  value: unknown,
  seen: Set<unknown>,
  depth: number,
): readonly Entry[] {
  if (!isReference(value) || seen.has(value)) return []
  seen.add(value)
  if (isFamily(value)) return [{ file, exportName, name: value.systemName, family: value, system: made(value, {}) }]
  if (isSystem(value)) return [{ file, exportName, name: value.name, family: undefined, system: value }]
  if (depth === 0 || typeof value === 'function') return []
  if (Array.isArray(value))
    return value.flatMap((item, i) => entriesIn(file, `${exportName}[${i}]`, item, seen, depth - 1))
  if (Object.getPrototypeOf(value) !== Object.prototype) return []
  return Object.entries(value).flatMap(([name, item]) =>
    entriesIn(file, `${exportName}.${name}`, item, seen, depth - 1),
  )
}

/** A family that cannot even be made has a system all the same, one that cannot be described. */
export function made(family: NonNullable<Entry['family']>, parameters: Readonly<Record<string, unknown>>): System {
  try {
    return family(parameters)
  } catch (error) {
    const describe = (): never => {
      throw error
    }
    return { ...system(family.systemName, describe), parameters: { ...family.defaults, ...parameters } }
  }
}

function isSystem(value: unknown): value is System {
  return isReference(value) && 'isLockproofSystem' in value && value.isLockproofSystem === true
}

function isFamily(value: unknown): value is Family<Readonly<Record<string, unknown>>> {
  return isReference(value) && 'isLockproofFamily' in value && value.isLockproofFamily === true
}

function isReference(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}
