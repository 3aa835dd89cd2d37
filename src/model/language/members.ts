import { isMemberBefore, markedAsSet, memberKey } from '../values/member-order.ts'

/**
 * The list with the item in its place: a set kept as a list is equal to another exactly when it has the same members.
 * @example
 * object({ asleep: [] as readonly ThreadId[] })({
 *   sleeps(d, me: ThreadId) { d.asleep = withMember(d.asleep, me) },
 * })
 */
export function withMember<T>(list: readonly T[], item: T): T[] {
  const key = memberKey(item)
  if (list.some((other) => memberKey(other) === key)) return markedAsSet([...list])
  const place = list.findIndex((other) => isMemberBefore(key, memberKey(other)))
  return markedAsSet(place === -1 ? [...list, item] : [...list.slice(0, place), item, ...list.slice(place)])
}

/**
 * The list without the item.
 * @example
 * object({ asleep: [] as readonly ThreadId[] })({
 *   wakes(d, one: ThreadId) { d.asleep = withoutMember(d.asleep, one) },
 * })
 */
export function withoutMember<T>(list: readonly T[], item: T): T[] {
  const key = memberKey(item)
  return markedAsSet(list.filter((other) => memberKey(other) !== key))
}
