/** Options as a program gives them: they come from JavaScript, too, where nobody looks at types, and a slip would be a default. */
import { suggestion } from '../errors/suggestion.ts'
import { UsageError } from '../errors/usage-error.ts'
import { show } from '../model/values/encode.ts'
import { isRecord } from '../model/values/record.ts'
import { seenAs } from '../model/values/seen.ts'
import type { Kind } from './kinds.ts'

/** For each option its kind, or what it is made of. */
export type Members = { readonly [name: string]: Kind | { readonly members: Members } }

/** `whose`: `check`. What is `undefined` is not given. @throws UsageError U006 for an option that is not known, or has a value of another kind. */
export function examine(whose: string, given: unknown, members: Members): void {
  examineRecord(whose, '', given, members)
}

/** @throws UsageError U006 where the value is of another kind. */
export function examineValue(name: string, value: unknown, { expected, fits, words = [] }: Kind): void {
  if (fits(value)) return
  const meant = typeof value === 'string' ? suggestion(value, words) : ''
  throw wrong(`${name} is ${show(value)}: expected ${expected}.${meant}`, expected, show(value))
}

/** What is given of options that were examined: `undefined` does not take the place of a default. */
export function given<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T
}

function examineRecord(whose: string, path: string, given: unknown, members: Members): void {
  if (given === undefined) return
  const known = Object.keys(members)
  const expected = `a record of ${known.join(', ')}`
  if (typeof given !== 'object' || given === null || Array.isArray(given) || !isRecord(given)) {
    const seen = seenAs(given)
    throw wrong(
      `${path === '' ? `The options of ${whose} are` : `${path} is`} ${seen}: expected ${expected}.`,
      expected,
      seen,
    )
  }
  for (const [name, value] of Object.entries(given)) {
    const member = Object.hasOwn(members, name) ? members[name] : undefined
    if (member === undefined)
      throw wrong(
        `${whose} has no option ${path === '' ? '' : `${path}.`}${name}: expected one of ${known.join(', ')}.${suggestion(name, known)}`,
        known.join(', '),
        name,
      )
    const inner = path === '' ? name : `${path}.${name}`
    if ('members' in member) examineRecord(whose, inner, value, member.members)
    else if (value !== undefined) examineValue(inner, value, member)
  }
}

function wrong(message: string, expected: string, seen: string): UsageError {
  return new UsageError('U006', message, { expected, seen })
}
