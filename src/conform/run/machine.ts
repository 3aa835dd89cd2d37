import {
  type Eresource,
  type EresourceOptions,
  eresource,
  type KernelRoutines,
  kernel,
  verifierRules,
} from '../../model/eresource/index.ts'
import type { RuleOptions } from '../../model/eresource/inside/index.ts'
import { partsOf } from '../../model/language/declared.ts'
import type { AnySharedObject } from '../../model/language/object.ts'
import type { ObjectDeclaration } from '../../model/protocol/declarations.ts'
import { newThreadId, type ThreadId } from '../../model/values/thread-id.ts'
import type { Sequence } from '../recording/recording.ts'

/** The model set up for a sequence: one resource, and the threads with their kernel state. */
export type Machine = {
  readonly R: Eresource
  readonly resource: ObjectDeclaration
  readonly threads: ReadonlyMap<string, { readonly id: ThreadId; readonly routines: KernelRoutines }>
  readonly objects: readonly ObjectDeclaration[]
  /** Whether calls are in flight: then grants are exchangeable. */
  readonly hasFlights: boolean
  /** To tell the machines of a sequence apart. */
  readonly number: number
}

/** OwnerCount has 29 bits at least. */
const recursionLimit = 2 ** 29 - 1

/** What the model of ERESOURCE is to do where there is a choice; by default what is known of Windows. */
export type ModelOptions = Partial<RuleOptions & Pick<EresourceOptions, 'releasePolicy'>>

/** What a recording does not say, whether Driver Verifier looked on, is left open: a machine for each. */
export function machinesFor(sequence: Sequence, options: ModelOptions = {}): readonly Machine[] {
  const build = sequence.steps.some((step) => step.isOnFreeBuildsOnly) ? 'free' : 'checked'
  const hasFlights = sequence.steps.some((step) => step.kind === 'call' && step.end.kind === 'in flight')
  const grants = hasFlights ? 'exchangeable' : 'fixed'
  return [false, true].map((verifier, number) => {
    const machine = machineFor(sequence, { ...options, build, verifier, grants })
    return { ...machine, hasFlights, number }
  })
}

type MachineOptions = ModelOptions & Pick<EresourceOptions, 'build' | 'verifier' | 'grants'>

/** A free build without Verifier asks nothing of its callers: their calls simply proceed. */
function machineFor({ threads, start }: Sequence, options: MachineOptions): Omit<Machine, 'hasFlights' | 'number'> {
  const { build, verifier } = options
  const objects: ObjectDeclaration[] = []
  const shared = <const D extends Readonly<Record<string, AnySharedObject>>>(data: D): D => {
    for (const [name, handle] of Object.entries(data)) objects.push(named(handle, name))
    return data
  }
  const { R } = shared({ R: eresource({ ...options, start, recursionLimit, keepsStructure: true }) })
  const recorded = new Map(threads.map((thread) => [newThreadId(thread.name), thread]))
  const { asThread } = kernel(
    { shared: shared as never },
    {
      // its threads are objects all
      threads: [...recorded.keys()],
      rules: build === 'checked' || verifier ? verifierRules : [],
      starts: (id) => {
        const { isSystemThread = false, irql = 'PASSIVE_LEVEL' } = recorded.get(id) ?? {}
        return { isSystemThread, irql }
      },
    },
  )
  const routines = [...recorded].map(([id, { name }]) => [name, { id, routines: asThread(id) }] as const)
  return { R, resource: named(R, 'R'), threads: new Map(routines), objects }
}

function named(handle: AnySharedObject, name: string): ObjectDeclaration {
  const declaration = partsOf(handle)?.[0]?.declaration
  if (declaration === undefined) throw new RangeError(`${name} is no shared object`)
  declaration.name = name
  return declaration
}
