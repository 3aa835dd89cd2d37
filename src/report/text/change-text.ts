import { show } from '../../model/values/encode.ts'
import type { Change } from '../../verdict/trace.ts'
import { nativeOf, type Value } from '../../verdict/value.ts'
import { cut, widthOf } from './wrap.ts'

const shortValue = 32
/** Of what long values have in common, so many characters are shown before what differs. */
const context = 8

/** The new value where there are words for it; else what changed and nothing else, one text for each part: `mutex.owner: null → T0`. */
export function changeTexts({ object, before, after, words, isGhost }: Change, showsAll = false): readonly string[] {
  const inWords = words !== undefined && !showsAll
  const texts = inWords ? [`${object} ${words}`] : differences(object, nativeOf(before), nativeOf(after))
  return isGhost ? texts.map((text) => `(${text})`) : texts
}

function differences(path: string, before: unknown, after: unknown): string[] {
  if (isSame(before, after)) return []
  if (Array.isArray(before) && Array.isArray(after)) return listDifferences(path, before, after)
  if (!isRecord(before) || !isRecord(after)) return [replaced(path, before, after)]
  return [...new Set([...Reflect.ownKeys(before), ...Reflect.ownKeys(after)])].flatMap((key) => {
    const part = pathTo(path, key)
    if (!Object.hasOwn(before, key)) return [`${part}: + ${brief(after[key])}`]
    if (!Object.hasOwn(after, key)) return [`${part}: − ${brief(before[key])}`]
    return differences(part, before[key], after[key])
  })
}

/** Short lists as a whole; of long ones what came, what went, or the items that changed. */
function listDifferences(path: string, before: readonly unknown[], after: readonly unknown[]): string[] {
  if (before.length === after.length && (before.some(isRecord) || widthOf(show(after)) > shortValue)) {
    return before.flatMap((item, i) => differences(`${path}[${i}]`, item, after[i]))
  }
  if (widthOf(show(before)) <= shortValue && widthOf(show(after)) <= shortValue) return [replaced(path, before, after)]
  const start = before.findIndex((item, i) => !isSame(item, after[i]))
  const common = start === -1 ? Math.min(before.length, after.length) : start
  let tail = 0
  while (tail < Math.min(before.length, after.length) - common && isSame(before.at(-1 - tail), after.at(-1 - tail)))
    tail++
  const [gone, come] = [before.slice(common, before.length - tail), after.slice(common, after.length - tail)]
  const signed = [
    ...gone.map((item, i) => `− ${i < come.length ? apart(show(item), show(come[i]))[0] : brief(item)}`),
    ...come.map((item, i) => `+ ${i < gone.length ? apart(show(gone[i]), show(item))[1] : brief(item)}`),
  ]
  return [`${path}[${common}]: ${signed.join(', ')}`]
}

function replaced(path: string, before: unknown, after: unknown): string {
  const [from, to] = apart(show(before), show(after))
  return `${path}: ${from} → ${to}`
}

/** Both as short as they are shown; where they would be cut to the same text, from a little before they differ. */
function apart(before: string, after: string): readonly [string, string] {
  const short: readonly [string, string] = [cut(before, shortValue), cut(after, shortValue)]
  if (short[0] !== short[1] || before === after) return short
  const [one, other] = [[...before], [...after]]
  const start = one.findIndex((character, i) => character !== other[i])
  const from = (start === -1 ? one.length : start) - context
  const rest = (text: readonly string[]): string => cut(`…${text.slice(from).join('')}`, shortValue)
  return [rest(one), rest(other)]
}

function brief(value: unknown, width: number = shortValue): string {
  return cut(show(value), width)
}

export function briefValue(value: Value, width: number): string {
  return brief(nativeOf(value), width)
}

/** `mutex.owner`, `flag[0]`. */
export function pathTo(path: string, key: string | symbol | number): string {
  const name = typeof key === 'symbol' ? (key.description ?? '') : String(key)
  return typeof key !== 'symbol' && !/^[A-Za-z_$][\w$]*$/.test(name) ? `${path}[${name}]` : `${path}.${name}`
}

export function isRecord(value: unknown): value is Readonly<Record<PropertyKey, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b)
  const [keys, others] = [Reflect.ownKeys(a), Reflect.ownKeys(b)]
  return (
    keys.length === others.length &&
    keys.every((key) => Object.hasOwn(b, key) && isSame(Reflect.get(a, key), Reflect.get(b, key)))
  )
}
