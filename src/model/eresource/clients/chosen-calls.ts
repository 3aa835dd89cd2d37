import { type Lock, lock } from '../../locks/lock.ts'
import type { ResourceCall } from './calls.ts'
import { callRules, type ResourceSection, sectionRules } from './rules.ts'

/** All acquires with and without Wait, release, conversion and both questions about oneself: what a driver calls on a resource that is there. */
export const twelveCalls = ['X', 'X?', 'S', 'S?', 'V', 'V?', 'W', 'W?', 'rel', 'cv', 'isX', 'isS'] as const

/** A lock of these calls alone; one that is a misuse as a rule is none where it is asked for: whoever asks says when it is proper. */
export function lockOf<C extends ResourceCall>(
  name: string,
  calls: readonly C[],
  describe: Lock<ResourceCall, ResourceSection>['describe'],
): Lock<C, ResourceSection> {
  const chosen = <V>(of: { readonly [K in ResourceCall]: V }) =>
    Object.fromEntries(calls.map((call) => [call, of[call]])) as { readonly [K in C]: V } // these are all
  const rules = Object.fromEntries(Object.entries(callRules).map(([call, { isMisuse, ...rule }]) => [call, rule]))
  return lock({
    name,
    sections: sectionRules,
    calls: chosen(rules as typeof callRules), // the same calls
    describe: (tools, clients) => chosen(describe(tools, clients)),
  })
}
