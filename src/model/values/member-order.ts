import { encode } from './encode.ts'
import { keyListOf } from './key-list.ts'
import { byName, isThreadId, threadIdOrder } from './thread-id.ts'

/** What stands for an item in the order of a set kept as a list; equal for equal items only. */
export function memberKey(item: unknown): number | string {
  if (typeof item === 'number') return item
  return textOf(item)
}

/** The same in every process, as texts of `encode` are not: the order of members is something that a design can see. */
function textOf(item: unknown): string {
  if (isThreadId(item)) return `@${threadIdOrder(item)}`
  encode(item, 'a member is') // plain data
  if (typeof item !== 'object' || item === null) return encode(item, 'a member is')
  if (Array.isArray(item)) return `[${item.map(textOf).join()}]`
  const keys = [...keyListOf(Object.keys(item)).byLetters.keys, ...Object.getOwnPropertySymbols(item).sort(byName)]
  return `{${keys.map((key) => `${textOf(key)}:${textOf(Reflect.get(item, key))}`).join()}}`
}

/** The order in which a set kept as a list has its members. */
export function isMemberBefore(a: number | string, b: number | string): boolean {
  return typeof a === typeof b ? a < b : typeof a === 'number'
}

/** Whether the list is what `withMember` makes of its items. */
export function isMemberList(list: readonly unknown[]): boolean {
  for (let i = 1; i < list.length; i++) if (!isMemberBefore(memberKey(list[i - 1]), memberKey(list[i]))) return false
  return true
}

/** The same items in the order of a set. */
export function asMemberList(list: readonly unknown[]): unknown[] {
  return [...list].sort((a, b) => (isMemberBefore(memberKey(a), memberKey(b)) ? -1 : 1))
}

const marked = new WeakSet<object>()

/** Notes that the list is a set, so that whoever renames its members keeps it in order. */
export function markedAsSet<T>(list: T[]): T[] {
  marked.add(list)
  return list
}

export function isMarkedAsSet(list: readonly unknown[]): boolean {
  return marked.has(list)
}
