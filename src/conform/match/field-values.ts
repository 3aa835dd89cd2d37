import type { Resource, ResourceOwner } from '../../model/eresource/index.ts'
import {
  exclusiveOwner,
  fields,
  isOwnerPointer,
  type OwnerEntry,
  ownersOf,
  type StructureLayout,
} from '../../model/eresource/inside/index.ts'
import { resourceOf, type State } from '../run/state.ts'

/** What a field holds in the model. *either*: one of these, which nobody can tell; a recorded value would have to be both. */
export type FieldValue =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'bit'; readonly value: boolean }
  | { readonly kind: 'pointer'; readonly isNull: boolean }
  | { readonly kind: 'owner'; readonly either: readonly (ResourceOwner | 0 | 1)[] }

type Reader = (r: Resource, state: State) => FieldValue | undefined

/** The identity that stands for an exclusive owner between the hand-off and its first instruction. */
const placeholder = 1

/** The field in this layout, or `undefined`: the layout has no such field, or the model does not carry it there. */
export function fieldValue(name: string, layout: StructureLayout, state: State): FieldValue | undefined {
  const r = resourceOf(state)
  if (name === 'inSystemResourcesList') return { kind: 'bit', value: r.life === 'Live' }
  if (r.life !== 'Live') return undefined // storage that holds no resource holds anything
  const [, flag] = /^Flag ?& ?(\w+)$/.exec(name) ?? []
  if (flag !== undefined) return flagBit(r, layout, flag)
  return readers[layout].get(name)?.(r, state)
}

const flagBits: ReadonlyMap<string, number> = new Map([
  ['ResourceOwnedExclusive', 0x80],
  ['ResourceHasDisabledPriorityBoost', 0x08],
])

function flagBit(r: Resource, layout: StructureLayout, name: string): FieldValue | undefined {
  const bit = flagBits.get(name)
  return bit === undefined ? undefined : { kind: 'bit', value: (fields(r, layout).Flag & bit) !== 0 }
}

function common(layout: StructureLayout): Readonly<Record<string, Reader>> {
  const f = (r: Resource) => fields(r, layout)
  return {
    ActiveCount: (r) => numberValue(f(r).ActiveCount),
    ContentionCount: (r) => numberValue(f(r).ContentionCount),
    NumberOfSharedWaiters: (r) => numberValue(f(r).NumberOfSharedWaiters),
    NumberOfExclusiveWaiters: (r) => numberValue(f(r).NumberOfExclusiveWaiters),
    Flag: (r) => numberValue(f(r).Flag),
    SharedWaiters: (r) => pointerValue(f(r).SharedWaiters),
    ExclusiveWaiters: (r) => pointerValue(f(r).ExclusiveWaiters),
    ownerIdentities: (r) => numberValue(ownersOf(r.owners).length),
  }
}

const nt6: Readonly<Record<string, Reader>> = {
  ActiveEntries: (r) => numberValue(fields(r, 'nt6').ActiveEntries),
  OwnerTable: (r, state) => (isEntryMissing(r, state) ? undefined : pointerValue(fields(r, 'nt6').OwnerTable)),
  'OwnerEntry.OwnerThread': (r, state) => ownerValue(r, state, fields(r, 'nt6').OwnerEntry),
  'OwnerEntry.OwnerCount': (r) => numberValue(fields(r, 'nt6').OwnerEntry?.OwnerCount),
}

/** The second inline entry keeps more readers out of the table than nt6 does: only a table that nt6 lacks too is known not to be there. */
const nt5: Readonly<Record<string, Reader>> = {
  OwnerTable: (r) => (fields(r, 'nt6').OwnerTable === null ? { kind: 'pointer', isNull: true } : undefined),
  ...nt5Entry(0),
  ...nt5Entry(1),
}

/** By the names that recordings give: a map, since every record has a `constructor`. */
const readers: Readonly<Record<StructureLayout, ReadonlyMap<string, Reader>>> = {
  nt5: new Map(Object.entries({ ...common('nt5'), ...nt5 })),
  nt6: new Map(Object.entries({ ...common('nt6'), ...nt6 })),
}

function nt5Entry(index: 0 | 1): Readonly<Record<string, Reader>> {
  const entry = (r: Resource): OwnerEntry | undefined =>
    index === 1 && hasWaited(r) ? undefined : fields(r, 'nt5').OwnerThreads[index]
  const count: Reader = (r) => numberValue(entry(r)?.OwnerCount)
  return {
    [`OwnerThreads[${index}].OwnerThread`]: (r, state) => ownerValue(r, state, entry(r)),
    [`OwnerThreads[${index}].OwnerCount`]: count,
    [`OwnerThreads[${index}].TableSize`]: count, // the same word
  }
}

/** Where a reader's entry went that waited is known of nt6 alone. */
function hasWaited(r: Resource): boolean {
  return r.structure === null || r.structure.contentionCount > 0
}

/** A reader that ExAcquireSharedWaitForExclusive made wait behind a writer has its entry written when it resumes. */
function isEntryMissing(r: Resource, { openCalls, machine }: State): boolean {
  return [...openCalls.keys()].some((name) => {
    const id = machine.threads.get(name)?.id
    return id !== undefined && !r.isOwnedExclusive && r.owners[id] !== undefined
  })
}

function numberValue(value: number | undefined): FieldValue | undefined {
  return value === undefined ? undefined : { kind: 'number', value }
}

function pointerValue(value: object | string | null | undefined): FieldValue | undefined {
  return value === undefined ? undefined : { kind: 'pointer', isNull: value === null }
}

function ownerValue(r: Resource, { openCalls }: State, entry: OwnerEntry | undefined): FieldValue | undefined {
  if (entry === undefined) return undefined
  const { OwnerThread } = entry
  const hasNotResumed =
    OwnerThread !== 0 && !isOwnerPointer(OwnerThread) && openCalls.has(OwnerThread.description ?? '')
  const isHeir = hasNotResumed && exclusiveOwner(r) === OwnerThread
  return { kind: 'owner', either: isHeir ? [placeholder, OwnerThread] : [OwnerThread] }
}
