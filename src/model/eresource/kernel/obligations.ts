import { type ThreadId, type Tools, threadIdName } from '../../language/index.ts'
import { countOf } from '../owner.ts'
import type { Eresource } from '../recipes.ts'
import type { Kernel } from './kernel.ts'
import { apcOk } from './kthread.ts'

/**
 * What S15 says of a thread that owns, and why: one that is stopped while it owns stops everybody.
 * @example
 * const { R } = shared({ R: eresource() })
 * ownersKeepApcRule(tools, kernel(tools, { threads: ids }), ids, { R })
 */
export function ownersKeepApcRule(
  { always, never }: Pick<Tools, 'always' | 'never'>,
  { states }: Kernel,
  threads: readonly ThreadId[],
  resources: Readonly<Record<string, Eresource>>,
): void {
  for (const [name, R] of Object.entries(resources)) {
    threads.forEach((id, n) => {
      const state = states[n]
      if (state === undefined) return
      const who = threadIdName(id)
      always(
        `S15 ${who} has APCs disabled while it owns ${name}`,
        [R, state],
        (r, t) => countOf(r.owners, id) === 0 || apcOk(t),
      )
      never(
        `${who} is stopped while it owns ${name}`,
        [R, state],
        (r, t) => countOf(r.owners, id) > 0 && t.stoppedBy !== null,
      )
    })
  }
}
