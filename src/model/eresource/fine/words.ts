import { nameOf } from '../bug-check.ts'
import type { Entry, Structure } from './structure.ts'

/** `shared, 2 active: T0, [T1 ×2, –]; 1 writer, 2 readers wait`: OwnerEntry, then the table; not which of them only wait. */
export function words(r: Structure): string {
  if (r.life !== 'Live') return r.life === 'Deleted' ? 'deleted' : 'not initialized'
  const mode = r.ActiveEntries === 0 ? 'free' : r.isOwnedExclusive ? 'exclusive' : `shared, ${r.ActiveEntries} active`
  const slots = r.OwnerTable?.slots ?? []
  const table = slots.some((entry) => entry !== null) ? `, [${slots.map(entryWords).join(', ')}]` : ''
  const entries = r.OwnerEntry === null && table === '' ? '' : `: ${entryWords(r.OwnerEntry)}${table}`
  const waiters = [counted(r.NumberOfExclusiveWaiters, 'writer'), counted(r.NumberOfSharedWaiters, 'reader')]
  const waiting = waiters.filter((text) => text !== '').join(', ')
  return `${mode}${entries}${waiting === '' ? '' : ` (waiting: ${waiting})`}`
}

function entryWords(entry: Entry): string {
  if (entry === null) return '–'
  return `${nameOf(entry.id)}${entry.count === 1 ? '' : ` ×${entry.count}`}`
}

function counted(count: number, what: string): string {
  return count === 0 ? '' : `${count} ${what}${count === 1 ? '' : 's'}`
}
