import { suggestion } from '../../errors/suggestion.ts'
import type { UsageError } from '../../errors/usage-error.ts'
import type { JsonNode } from './json-node.ts'

/** @throws UsageError U008 where the object has a member of another name. */
export function refuseOthers(node: JsonNode, known: readonly string[]): void {
  for (const [name, member] of node.members()) {
    if (!known.includes(name)) throw unknownMember(name, member, node, known)
  }
}

/** Other members are remarks, unless their name looks like a slip: `block` for `blocks` would change what is checked. */
export function refuseSlips(node: JsonNode, known: readonly string[]): void {
  for (const [name, member] of node.members()) {
    if (!known.includes(name) && suggestion(name, known) !== '') throw unknownMember(name, member, node, known)
  }
}

/** What belongs into a member of the object: as a remark it would go without a comparison. `home`: `expect`. */
export function refuseMisplaced(node: JsonNode, names: readonly string[], home: string): void {
  for (const [name, member] of node.members()) {
    if (!names.includes(name)) continue
    throw member.misnamed({
      what: node.what,
      expected: `"${name}" inside of "${home}"`,
      seen: 'it beside',
      fix: `Did you mean "${home}": { "${name}": … }?`,
    })
  }
}

/** What a step of another kind reads: beside this one it would go without a comparison. `kind`: `check`. */
export function refuseIdle(node: JsonNode, names: readonly string[], kind: string, read: readonly string[]): void {
  for (const [name, member] of node.members()) {
    if (!names.includes(name) || read.includes(name)) continue
    throw member.misnamed({
      what: node.what,
      expected: `no "${name}" beside "${kind}"`,
      seen: `"${name}"`,
      fix: `Beside "${kind}" are read: ${read.map((one) => `"${one}"`).join(', ')}.`,
    })
  }
}

function unknownMember(name: string, member: JsonNode, node: JsonNode, known: readonly string[]): UsageError {
  const fix = suggestion(name, known).trim()
  return member.misnamed({
    what: node.what,
    expected: known.length === 0 ? 'no members' : `only ${known.map((one) => `"${one}"`).join(', ')}`,
    seen: `"${name}"`,
    ...(fix === '' ? {} : { fix }),
  })
}
