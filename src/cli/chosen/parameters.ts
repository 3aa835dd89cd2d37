import { suggestion } from '../../errors/suggestion.ts'
import { UsageError } from '../../errors/usage-error.ts'
import type { System } from '../../model/language/system.ts'
import { show } from '../../model/values/encode.ts'
import { type Entry, made } from './catalogue.ts'

export type Parameters = ReadonlyMap<string, string>

/** Each chosen system with the parameters that it has. @throws UsageError U005 for a parameter that none has, or a value that does not fit. */
export function withParameters(entries: readonly Entry[], given: Parameters): readonly System[] {
  for (const name of given.keys())
    if (!entries.some(({ family }) => family !== undefined && Object.hasOwn(family.defaults, name)))
      throw unknownParameter(name, entries)
  return entries.map(({ family, system, name }) => {
    if (family === undefined || given.size === 0) return system
    const own = [...given].filter(([key]) => Object.hasOwn(family.defaults, key))
    const values = own.map(([key, text]) => [key, valueOf(name, key, text, family.defaults[key])])
    return made(family, Object.fromEntries(values))
  })
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
