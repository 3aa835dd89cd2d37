/** Who sleeps, and who of them is woken. */

import { pick, type ThreadId, withMember, withoutMember } from '../model/language/index.ts'
import { type Kind, oneOf } from '../options/kinds.ts'

/** `'any'`: the field promises no order; `'in order'`: who slept first is woken first. */
export type Wakes = 'any' | 'in order'

export const wakesKind: Kind = oneOf(['any', 'in order'])

/** What the field does not promise, and a design that says so rests on. */
export function assumed({ wakes = 'any', spurious = true }: { readonly wakes?: Wakes; readonly spurious?: boolean }): {
  readonly assumes: readonly string[]
} {
  return {
    assumes: [
      ...(wakes === 'any' ? [] : ['who slept first is woken first']),
      ...(spurious ? [] : ['nobody wakes for no reason']),
    ],
  }
}

/** With one more: a set where there is no order, so that no design can know one. */
export function withSleeper(asleep: readonly ThreadId[], me: ThreadId, wakes: Wakes): ThreadId[] {
  return wakes === 'any' ? withMember(asleep, me) : [...asleep, me]
}

/** Without one of them. */
export function withoutSleeper(asleep: readonly ThreadId[], me: ThreadId, wakes: Wakes): ThreadId[] {
  return wakes === 'any' ? withoutMember(asleep, me) : asleep.filter((other) => other !== me)
}

/** So many of them: any, or the first. */
export function woken(asleep: readonly ThreadId[], count: number, wakes: Wakes): readonly ThreadId[] {
  if (asleep.length <= count) return asleep
  if (wakes === 'in order') return asleep.slice(0, count)
  let [left, chosen]: [readonly ThreadId[], readonly ThreadId[]] = [asleep, []]
  for (let more = count; more > 0; more--) {
    const one = pick(left)
    left = withoutMember(left, one)
    chosen = withMember(chosen, one)
  }
  return chosen
}
