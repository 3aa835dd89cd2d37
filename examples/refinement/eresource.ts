/** ERESOURCE as it is implemented, held against what its routines promise; and with one window of the algorithm left open each. */
import type { Family, Steps, System, ThreadId } from 'lockproof'
import { type EresourceOptions, eresourceLock, type Resource } from 'lockproof/eresource'
import {
  type FineMutantName,
  type FineOptions,
  type FineRules,
  fineEresourceLock,
  fineMutants,
  implemented,
} from 'lockproof/eresource/fine'
import { onProcessor, processor } from 'lockproof/parts'
import { type Contract, type ExpectedRefinement, lock, type Refinement, refinement } from 'lockproof/refine'

const readersAndWriters = ['X', 'S', 'rel'] as const
const exchangeable: Partial<EresourceOptions> = { grants: 'exchangeable' }
const allocated: Partial<FineOptions> = { hasWaiterObjects: true }
const growing: Partial<FineOptions> = { ...allocated, keepsMemory: true, firstTable: 1, largerBy: 1 }

/** All acquires with and without Wait, releases, conversions and questions, of clients that call for ever. */
export const stepByStep: Family<{ N: number; D: number }> = refinement(
  'ERESOURCE, step by step',
  { N: 2, D: 1 },
  ({ N, D }) => ({
    implementation: fineEresourceLock({ resource: allocated }),
    specification: eresourceLock({ resource: exchangeable }),
    threads: N,
    depth: D,
  }),
)

/** Readers and writers alone, and more of them. */
export const readersWriters: Family<{ N: number }> = refinement('ERESOURCE, X S rel', { N: 3 }, ({ N }) => ({
  implementation: fineEresourceLock({ calls: readersAndWriters, resource: allocated }),
  specification: eresourceLock({ calls: readersAndWriters, resource: exchangeable }),
  threads: N,
  depth: 1,
}))

/** The owner table grows with the lock dropped, and the old one is freed. */
export const growingTable: System = refinement('ERESOURCE, growing table', {
  implementation: fineEresourceLock({ calls: readersAndWriters, resource: growing }),
  specification: eresourceLock({ calls: readersAndWriters, resource: exchangeable }),
  depth: 1,
})

/** Holds that are moved to owner pointers, and released for them. */
export const ownerPointers: System = refinement('ERESOURCE, owner pointers', {
  implementation: fineEresourceLock({ calls: ['X', 'S', 'rel', 'own', 'ownX', 'relP'], resource: allocated }),
  specification: eresourceLock({ calls: ['X', 'S', 'rel', 'own', 'ownX', 'relP'], resource: exchangeable }),
  threads: 2,
  depth: 1,
})

/** Grants that are fixed when an owner leaves are not what it does: after a failed try the caller goes on before the one who was granted. */
export const fixedGrants: System = refinement('ERESOURCE, grants fixed', {
  implementation: fineEresourceLock({ calls: ['X', 'X?', 'rel'], resource: allocated }),
  specification: eresourceLock({ calls: ['X', 'X?', 'rel'] }),
  threads: 2,
  depth: 1,
  expect: { answers: 'X', steps: 13 },
})

type Calls = 'X' | 'S' | 'rel' | 'cv'

/** With one window left open. */
function broken(
  mutant: FineMutantName,
  expect: ExpectedRefinement<Calls>,
  more: Partial<Refinement<Calls, never>> & {
    readonly resource?: Partial<FineOptions>
    readonly makes?: readonly Calls[]
  } = {},
): System {
  const { resource = allocated, makes = readersAndWriters, ...options } = more
  return refinement<Calls, string>(`ERESOURCE, ${mutant}`, {
    implementation: fineEresourceLock<Calls>({ calls: makes, resource: { ...resource, rules: fineMutants[mutant] } }),
    specification: eresourceLock<Calls>({ calls: makes, resource: exchangeable }),
    depth: 1,
    expect,
    ...options,
  })
}

export const waitsInOwnerEntry: System = broken('waitsInOwnerEntry', { answers: 'rel', steps: 24 })
export const signalLost: System = broken('signalLost', { waits: 'X', steps: 7 }, { threads: 2 })
export const waiterGivesUp: System = broken('waiterGivesUp', { answers: 'X', steps: 7 }, { threads: 2 })
export const convertLosesEntry: System = broken(
  'convertLosesEntry',
  { answers: 'rel', steps: 6 },
  { threads: 2, makes: ['X', 'rel', 'cv'] },
)
export const staleGrowth: System = broken('staleGrowth', { answers: 'rel', steps: 13 }, { resource: growing })
export const freesBeforeSwap: System = broken('freesBeforeSwap', { answers: 'S', steps: 12 }, { resource: growing })
export const keepsEntryPointer: System = broken('keepsEntryPointer', { answers: 'S', steps: 17 }, { resource: growing })
export const readerBarges: System = broken('readerBarges', { answers: 'S', steps: 11 }, { keeps: 'order at rest' })

/** Two writers, two readers: with fewer nobody reads the size of the batch too late. */
export const batchReadLater: System = broken(
  'batchReadLater',
  { answers: 'rel', steps: 21 },
  {
    resource: { ...allocated, firstTable: 4 },
    threads: 4,
    roles: [
      ['X', 'rel'],
      ['S', 'rel'],
      ['S', 'rel'],
      ['X', 'rel'],
    ],
  },
)

type LifeCall = 'X' | 'S' | 'rel' | 're' | 'del' | 'init'

/** The storage is renewed by its clients. */
function renewed(name: string, calls: readonly LifeCall[], more: Partial<Refinement<LifeCall, string>>): System {
  return refinement<LifeCall, string>(name, {
    implementation: fineEresourceLock({ calls, resource: { keepsMemory: true, firstTable: 1, largerBy: 1 } }),
    specification: eresourceLock({ calls, resource: exchangeable }),
    threads: 2,
    depth: 1,
    ...more,
  })
}

/** Nobody calls while the resource is renewed, or is not there. */
const whileLive: Contract = ({ R }, { calling }) =>
  R.life === 'Live' && !calling.some((call) => ['re', 'del', 'init'].includes(call))
const isUnused = ({ activeEntries, sharedWaiters, exclusiveWaiters }: Resource): boolean =>
  activeEntries + sharedWaiters.length + exclusiveWaiters.length === 0
/** Nobody owns, waits or calls. */
const whileUnused: Contract = ({ R }, { calling }) => R.life === 'Live' && isUnused(R) && calling.length === 0
const whileDeleted: Contract = ({ R }, { calling }) => R.life === 'Deleted' && calling.length === 0

export const reinitialized: System = renewed('ERESOURCE, reinitialized', ['X', 'S', 'rel', 're'], {
  requires: { X: whileLive, S: whileLive, re: whileUnused },
})
export const reinitializedInUse: System = renewed('ERESOURCE, reinitialized in use', ['X', 'S', 'rel', 're'], {
  expect: { answers: 'rel', steps: 7 },
})
/** Table, semaphore and event are freed, and allocated again. */
export const deleted: System = renewed('ERESOURCE, deleted', ['X', 'rel', 'del', 'init'], {
  requires: { X: whileLive, del: whileUnused, init: whileDeleted },
})

/** A driver, and a DPC on its processor that asks whether it owns: neither sees more of the other than the calls. */
function withDpc(name: string, rules: FineRules, expect: ExpectedRefinement<'S' | 'rel' | 'isS'>): System {
  const calls = ['S', 'rel', 'isS'] as const
  const specification = eresourceLock({ calls, resource: exchangeable })
  const implementation = lock({
    ...specification,
    name: 'ERESOURCE beside a DPC',
    describe(tools, clients) {
      const { cpu } = tools.shared({ cpu: processor() })
      const resource = { ...allocated, processorOf: () => cpu, rules }
      const routines = fineEresourceLock({ calls, resource }).describe(tools, clients)
      const inDpc = function* (me: ThreadId): Steps<unknown> {
        yield* onProcessor(cpu, me, () => cpu.interrupts(me, 'DISPATCH'))
        const answer = yield* routines.isS(me)
        yield* onProcessor(cpu, me, () => cpu.ends(me))
        return answer
      }
      return { ...routines, isS: inDpc }
    },
  })
  return refinement(name, {
    implementation,
    specification,
    threads: 2,
    depth: 1,
    roles: [['S', 'rel'], ['isS']],
    expect,
  })
}

export const raised: System = withDpc('ERESOURCE, raised', implemented, 'refines')
export const notRaised: System = withDpc('ERESOURCE, not raised', fineMutants.lockWithoutRaising, {
  waits: 'S',
  steps: 6,
})
