import type { Steps } from '../../language/index.ts'
import { ensureLive } from '../bug-check.ts'
import { ensureMayBeDeleted, ensureMayBeInitialized, type Status } from '../life-cycle.ts'
import type { FineResource } from './fine-resource.ts'
import type { Address } from './memory.ts'
import type { FineOptions } from './options.ts'
import { type StructureDraft, zeroed } from './structure.ts'
import { drained } from './waits.ts'

/** One step: nobody else knows the storage yet. */
export function zero(r: StructureDraft): void {
  ensureMayBeInitialized(r.life, checks)
  Object.assign(r, zeroed)
  r.life = 'Live'
}

/** Every slot; slot 0 is cleared through its count, which makes its size the first one. */
export function clearSlots(r: StructureDraft, { firstTable }: FineOptions): void {
  ensureLive(r, 'ExReinitializeResourceLite')
  if (r.OwnerTable !== null) r.OwnerTable.slots = r.OwnerTable.slots.slice(0, firstTable).map(() => null)
}

/** What is attached stays. */
export function clearFields(r: StructureDraft): void {
  const { OwnerTable, SharedWaiters, ExclusiveWaiters, ...fields } = zeroed
  Object.assign(r, fields)
}

/** From the list of all resources; answers what is left to be freed. */
export function unlink(r: StructureDraft): (Address | null)[] {
  const isQueued = r.NumberOfSharedWaiters + r.NumberOfExclusiveWaiters > 0
  ensureMayBeDeleted(r.life, { isOwned: r.ActiveEntries > 0, isQueued }, checks)
  const attached = [r.OwnerTable?.at ?? null, r.SharedWaiters, r.ExclusiveWaiters]
  Object.assign(r, zeroed)
  r.life = 'Deleted'
  return attached
}

const checks = { build: 'checked', verifier: false } as const

/** ExInitializeResourceLite. */
export function* initialize(R: FineResource): Steps<Status> {
  yield* R.structure.zero()
  return 'STATUS_SUCCESS'
}

/** ExReinitializeResourceLite: takes no lock, keeps what is attached, wakes nobody. */
export function* reinitialize(R: FineResource): Steps<Status> {
  yield* R.touching('OwnerTable', () => R.structure.clearSlots())
  yield* R.structure.clearFields()
  yield* R.touching('SharedWaiters', () => drained(R))
  yield* R.touching('ExclusiveWaiters', () => R.event.reset())
  return 'STATUS_SUCCESS'
}

/** ExDeleteResourceLite: the storage itself stays its owner's. */
export function* deleteResource(R: FineResource): Steps<Status> {
  const [table, semaphore, event] = yield* R.structure.unlink()
  yield* R.memory.free(table ?? null)
  yield* R.memory.free(semaphore ?? null)
  yield* R.memory.free(event ?? null)
  return 'STATUS_SUCCESS'
}
