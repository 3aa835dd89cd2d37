import { type ThreadId, threadIdName } from '../language/index.ts'
import { countOf, ownersOf, type ResourceOwner } from './owner.ts'
import { type Life, modeOf, type Resource } from './state.ts'

/** As driver developers say it: `shared: T0 ×2, T1 (exclusive waits: T2)`. */
export function words(r: Resource): string {
  const waits = [
    queueText('exclusive waits', r.exclusiveWaiters),
    queueText('shared waits', r.sharedWaiters),
    queueText('nobody wakes', r.stranded),
  ].filter((text) => text !== '')
  const held = r.life === 'Live' ? heldText(r) : lifeless[r.life]
  const boost = r.isBoostDisabled ? ', boosts disabled' : ''
  return `${held}${boost}${waits.length === 0 ? '' : ` (${waits.join('; ')})`}`
}

const lifeless: Readonly<Record<Exclude<Life, 'Live'>, string>> = {
  Uninit: 'not initialized',
  Deleted: 'deleted',
  Freed: 'freed',
}

/** By flag and counter, as the routines see it; owners that these know nothing of are said, too. */
function heldText(r: Resource): string {
  const owners = ownersOf(r.owners)
  const names = owners.map((owner) => `${nameOf(owner)}${countText(countOf(r.owners, owner))}`).join(', ')
  const mode = modeOf(r)
  if (mode === 'Free') return owners.length === 0 ? 'free' : `free, yet in its owner table: ${names}`
  const entries = r.activeEntries === owners.length ? '' : `, ActiveEntries ${r.activeEntries}`
  return `${mode === 'Shared' ? 'shared' : 'exclusive'}: ${names}${entries}`
}

function countText(count: number): string {
  return count === 1 ? '' : ` ×${count}`
}

function queueText(title: string, threads: readonly ThreadId[]): string {
  return threads.length === 0 ? '' : `${title}: ${threads.map(nameOf).join(', ')}`
}

function nameOf(owner: ResourceOwner): string {
  return typeof owner === 'symbol' ? threadIdName(owner) : owner
}
