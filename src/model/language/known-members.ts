import { ModelError } from '../../errors/model-error.ts'
import { suggestion } from '../../errors/suggestion.ts'
import { isRunning } from '../protocol/running.ts'
import { callSite } from '../protocol/site.ts'

/** Members that hosts ask for without being told to: `await`, `JSON.stringify`. */
const asked = new Set(['then', 'toJSON', ...Object.getOwnPropertyNames(Object.prototype)])

/**
 * Stands behind cells and objects: a member that they have not is a mistake while a design runs, not `undefined`. What they have is found before
 * it comes here, so it costs nothing.
 */
export const knownMembers: object = new Proxy(Object.prototype, {
  get(target, key, receiver: object) {
    if (typeof key === 'symbol' || asked.has(key) || !isRunning()) return Reflect.get(target, key, receiver)
    const known = membersOf(receiver)
    throw new ModelError(
      'M014',
      `There is no member ${key} of what shared() was given: expected one of ${known.join(', ')}.${suggestion(key, known)}`,
      { expected: known.join(', '), seen: key, site: callSite() },
    )
  },
})

function membersOf(thing: object): string[] {
  const own = Object.keys(thing)
  const prototype: unknown = Object.getPrototypeOf(thing)
  const inherited = prototype === knownMembers || prototype === null ? [] : Object.getOwnPropertyNames(prototype)
  return [...own, ...inherited].filter((name) => name !== 'constructor').sort()
}
