import type { StructureLayout } from '../../model/eresource/inside/index.ts'
import type { FieldGroup, Recorded } from '../recording/recording.ts'
import type { JsonNode } from './json-node.ts'

/** The raw fields of a step: those that were read, then those that were computed from them. @throws UsageError U008 */
export function readFields(node: JsonNode): readonly FieldGroup[] {
  const members = node.members()
  const layout = members.get('profile')?.oneOf(['nt5', 'nt6'])
  const [fields, derived] = [members.get('fields'), members.get('derivedFields')]
  return [
    ...(fields === undefined ? [] : [{ layout, isDerived: false, fields: fieldsOf(fields) }]),
    ...(derived === undefined ? [] : derivedGroups(derived)),
  ]
}

function derivedGroups(node: JsonNode): readonly FieldGroup[] {
  return [...node.members()].map(([name, member]): FieldGroup => {
    if (member.isObject) return { layout: layoutOf(name), isDerived: true, fields: fieldsOf(member) }
    return { layout: undefined, isDerived: true, fields: { [name]: member.recorded() } }
  })
}

function layoutOf(profile: string): StructureLayout | undefined {
  return profile === 'nt5' || profile === 'nt6' ? profile : undefined
}

/** A member that is no plain value is no field that could be compared: it becomes its text, and is reported as not checked. */
function fieldsOf(node: JsonNode): Readonly<Record<string, Recorded>> {
  return Object.fromEntries(
    [...node.members()].map(([name, member]) => [name, member.isCompound ? member.seen : member.recorded()]),
  )
}
