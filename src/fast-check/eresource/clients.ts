import { alwaysSafe, asThread, type EresourceOptions, eresource } from '../../model/eresource/index.ts'
import { type Lock, lock } from '../../model/locks/lock.ts'
import { examine, type Members } from '../../options/examined.ts'
import { record } from '../../options/kinds.ts'
import { type EresourceCall, eresourceCalls } from './calls.ts'

/** What a client holds between two calls. */
export type EresourceSection = 'shared' | 'exclusive' | 'given' | 'given exclusive'

/** How large random clients of ERESOURCE are. */
export type EresourceClientOptions = {
  /** How the resource behaves: a build, a release policy, mutants. */
  readonly resource?: Partial<EresourceOptions>
}

/** Of `eresourceClients`, by their names. */
export const clientMembers: Members = { resource: record }

/**
 * Drivers on one ERESOURCE. The well-behaved ones obey the documented rules: who holds a resource shared does not ask
 * for it exclusively, nor through WaitForExclusive, with Wait TRUE; only an exclusive owner converts, and from then on
 * it is a reader; what was given to an owner pointer is released for the pointer; every hold is released.
 * @example
 * const clients = eresourceClients()
 * fc.assert(everyProgramHolds(clients))
 */
export function eresourceClients(options: EresourceClientOptions = {}): Lock<EresourceCall, EresourceSection> {
  examine('eresourceClients', options, clientMembers)
  const { resource = {} } = options
  const owning = ['shared', 'exclusive'] as const
  return lock({
    name: 'ERESOURCE',
    sections: {
      shared: { excludes: ['exclusive', 'given exclusive'] },
      exclusive: { excludes: ['exclusive', 'given', 'given exclusive'] },
      given: { excludes: ['given exclusive'] },
      'given exclusive': { excludes: ['given exclusive'] },
    },
    calls: {
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
      relT0: { isMisuse: true },
      re: { isMisuse: true },
    },
    describe(tools, clients) {
      const { R } = tools.shared({ R: eresource(resource) })
      alwaysSafe(tools, { R })
      return eresourceCalls(R, asThread, clients)
    },
  })
}
