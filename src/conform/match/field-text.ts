import type { ResourceOwner } from '../../model/eresource/index.ts'
import { isOwnerPointer } from '../../model/eresource/inside/index.ts'
import type { Recorded } from '../recording/recording.ts'
import { identityOf } from '../run/call.ts'
import type { Machine } from '../run/machine.ts'
import type { FieldValue } from './field-values.ts'

/** Whether a recorded value says what the model holds. A pointer is NULL or not: addresses mean nothing. */
export function isField(recorded: Recorded, field: FieldValue, machine: Machine): boolean {
  switch (field.kind) {
    case 'number':
      return recorded === field.value
    case 'bit':
      return Boolean(recorded) === field.value
    case 'pointer':
      return (recorded === null || recorded === 0) === field.isNull
    case 'owner':
      return field.either.every((owner) => isOwner(recorded, owner, machine))
  }
}

function isOwner(recorded: Recorded, owner: ResourceOwner | 0 | 1, machine: Machine): boolean {
  if (typeof owner === 'number') return (recorded ?? 0) === owner
  return typeof recorded === 'string' && identityOf(machine, recorded) === owner
}

export function fieldText(field: FieldValue): string {
  switch (field.kind) {
    case 'number':
      return String(field.value)
    case 'bit':
      return field.value ? 'set' : 'clear'
    case 'pointer':
      return field.isNull ? 'NULL' : 'not NULL'
    case 'owner':
      return field.either.map(ownerText).join(' until it resumes, then ')
  }
}

export function ownerText(owner: ResourceOwner | 0 | 1): string {
  if (typeof owner === 'number') return String(owner)
  return isOwnerPointer(owner) ? owner.slice(0, -2) : (owner.description ?? '')
}
