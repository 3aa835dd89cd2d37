import { type Entry, made } from '../../catalogue/catalogue.ts'
import { suggestion } from '../../errors/suggestion.ts'
import { UsageError } from '../../errors/usage-error.ts'
import type { System } from '../../model/language/system.ts'
import { show } from '../../model/values/encode.ts'
import { combinations, sweptValues } from './sweeps.ts'

export type Parameters = ReadonlyMap<string, string>

/** An entry of the catalogue with parameters of its own. */
export type Instance = { readonly entry: Entry; readonly system: System }

/** Each chosen system with the parameters that it has. @throws UsageError U005 for a parameter that none has, or a value that does not fit. */
export function withParameters(entries: readonly Entry[], given: Parameters): readonly Instance[] {
  requireKnown(entries, given)
  return entries.map((entry) => {
    const own = ownOf(entry, given)
    return own.size === 0 ? { entry, system: entry.system } : instance(entry, own)
  })
}

/** Of each system that has one of the parameters one for all combinations of values. @throws UsageError U005, U006 */
export function swept(entries: readonly Entry[], given: Parameters): readonly Instance[] {
  requireKnown(entries, given)
  return entries.flatMap((entry) => {
    const own = [...ownOf(entry, given)]
    if (own.length === 0) return []
    const values = new Map(own.map(([key, text]) => [key, sweptValues(text, entry.family?.defaults[key])]))
    return combinations(values).map((texts) => instance(entry, texts))
  })
}

function requireKnown(entries: readonly Entry[], given: Parameters): void {
  for (const name of given.keys())
    if (!entries.some(({ family }) => family !== undefined && Object.hasOwn(family.defaults, name)))
      throw unknownParameter(name, entries)
}

function ownOf({ family }: Entry, given: Parameters): Parameters {
  return new Map([...given].filter(([key]) => family !== undefined && Object.hasOwn(family.defaults, key)))
}

function instance(entry: Entry, texts: Parameters): Instance {
  const { family, name } = entry
  if (family === undefined) return { entry, system: entry.system }
  const values = [...texts].map(([key, text]) => [key, valueOf(name, key, text, family.defaults[key])])
  return { entry, system: made(family, Object.fromEntries(values)) }
}

/** The text as a value of the type of the default. */
function valueOf(system: string, key: string, text: string, standard: unknown): unknown {
  const wrong = (expected: string): UsageError =>
    new UsageError(
      'U005',
      `--param ${key}=${text}: expected ${expected}, since ${system} has ${key}=${show(standard)} by default.`,
      { expected, seen: text },
    )
  switch (typeof standard) {
    case 'string':
      return text
    case 'number': {
      const value = text.trim() === '' ? Number.NaN : Number(text)
      if (Number.isFinite(value)) return value
      throw wrong('a number')
    }
    case 'boolean':
      if (text === 'true' || text === 'false') return text === 'true'
      throw wrong('true or false')
    default:
      try {
        return JSON.parse(text)
      } catch {
        throw wrong('JSON')
      }
  }
}

function unknownParameter(name: string, entries: readonly Entry[]): UsageError {
  const known = entries.flatMap(({ family, name: system }) =>
    Object.entries(family?.defaults ?? {}).map(([key, value]) => ({ key, text: `${key}=${show(value)} (${system})` })),
  )
  const expected = known.length === 0 ? 'none' : `one of ${known.map(({ text }) => text).join(', ')}`
  const who = entries.length === 1 ? `${entries[0]?.name} has no` : 'No chosen system has the'
  const keys = known.map(({ key }) => key)
  const meant = suggestion(name, keys)
  return new UsageError('U005', `${who} parameter ${name}${meant === '' ? `: expected ${expected}` : ''}.${meant}`, {
    expected,
    seen: name,
  })
}
