import type { CallRule, SectionRule } from '../../locks/lock.ts'
import type { ResourceCall } from './calls.ts'

/** What a client holds between two calls. */
export type ResourceSection = 'shared' | 'exclusive' | 'given' | 'given exclusive'

/** Who holds beside whom. */
export const sectionRules: { readonly [S in ResourceSection]: SectionRule<ResourceSection> } = {
  shared: { excludes: ['exclusive', 'given exclusive'] },
  exclusive: { excludes: ['exclusive', 'given', 'given exclusive'] },
  given: { excludes: ['given exclusive'] },
  'given exclusive': { excludes: ['given exclusive'] },
}

const owning = ['shared', 'exclusive'] as const

/**
 * When a well-behaved client calls: who holds a resource shared does not ask for it exclusively, nor through WaitForExclusive, with Wait TRUE; only an
 * exclusive owner converts, and from then on it is a reader; what was given to an owner pointer is released for the pointer; every hold is released.
 */
export const callRules: { readonly [C in ResourceCall]: CallRule<ResourceSection> } = {
  S: { opens: 'shared', inside: owning },
  rel: { closes: owning },
  X: { opens: 'exclusive', inside: ['exclusive'] },
  V: { opens: 'shared', inside: owning },
  W: { opens: 'shared', inside: ['exclusive'] },
  'S?': { opens: 'shared', inside: owning },
  'X?': { opens: 'exclusive', inside: owning },
  'V?': { opens: 'shared', inside: owning },
  'W?': { opens: 'shared', inside: owning },
  cv: { closes: 'exclusive', opens: 'shared' },
  own: { closes: 'shared', opens: 'given' },
  ownX: { closes: 'exclusive', opens: 'given exclusive' },
  relP: { closes: ['given', 'given exclusive'] },
  isX: { inside: owning },
  isS: { inside: owning },
  nX: { inside: owning },
  nS: { inside: owning },
  relT0: { isMisuse: true },
  re: { isMisuse: true },
  del: { isMisuse: true },
  init: { isMisuse: true },
}
