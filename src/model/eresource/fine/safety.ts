import type { Tools } from '../../language/index.ts'
import type { Signal } from './event.ts'
import type { FineResource } from './fine-resource.ts'
import { granted, type Structure } from './structure.ts'

/**
 * Declares what holds between any two steps. Whether nobody is beside an exclusive owner is for clients to say, or for refinement.
 * @example
 * const R = fineEresource(tools, ids)
 * alwaysConsistent(tools, R)
 */
export function alwaysConsistent({ always }: Pick<Tools, 'always'>, { structure, event, options }: FineResource): void {
  const partOf = `alwaysConsistent(${options.name})`
  const holds = (name: string, is: (r: Structure) => boolean) =>
    always(`${name} (${options.name})`, [structure], is, { partOf })
  holds('S2 owned exclusively means one active entry', (r) => !r.isOwnedExclusive || r.ActiveEntries === 1)
  holds('S4 ActiveCount says whether somebody owns', (r) => r.ActiveCount === Math.min(1, r.ActiveEntries))
  holds('S5 a free resource has no waiters', (r) => r.ActiveEntries > 0 || waiters(r) === 0)
  holds('S6 readers wait beside readers only behind a writer', hasWriterAhead)
  holds('no count is negative', ({ ActiveEntries, NumberOfSharedWaiters, NumberOfExclusiveWaiters }) =>
    [ActiveEntries, NumberOfSharedWaiters, NumberOfExclusiveWaiters].every((count) => count >= 0),
  )
  holds('nobody is written down twice', isWrittenOnce)
  const name = `S12 a signal for a writer means that one was granted (${options.name})`
  always(name, [structure, event], hasGrantForSignal, { partOf })
}

function waiters({ NumberOfSharedWaiters, NumberOfExclusiveWaiters }: Structure): number {
  return NumberOfSharedWaiters + NumberOfExclusiveWaiters
}

function hasWriterAhead(r: Structure): boolean {
  return r.isOwnedExclusive || r.NumberOfSharedWaiters === 0 || r.NumberOfExclusiveWaiters > 0
}

function isWrittenOnce({ OwnerEntry, OwnerTable }: Structure): boolean {
  const ids = [OwnerEntry, ...(OwnerTable?.slots ?? [])].flatMap((entry) => (entry === null ? [] : [entry.id]))
  return new Set(ids).size === ids.length
}

function hasGrantForSignal(r: Structure, { isSet }: Signal): boolean {
  return !isSet || (r.isOwnedExclusive && r.OwnerEntry?.id === granted)
}
