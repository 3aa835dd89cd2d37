import type { CheckName, Recorded, RecordedStep, StepFlags } from '../recording/recording.ts'
import type { JsonNode } from './json-node.ts'
import { refuseIdle, refuseOthers, refuseSlips } from './known-members.ts'
import { readCall } from './read-call.ts'
import { readFields } from './read-fields.ts'
import { threadOf } from './read-names.ts'

const kinds = ['call', 'expectUnblocked', 'check', 'fields', 'derivedFields', 'note'] as const
const flags = ['onlyIf', 'assertedBySource', 'comment']
/** What each kind of step reads beside its own member. */
const companions: Readonly<Record<(typeof kinds)[number], readonly string[]>> = {
  call: ['thread', 'args', 'expect', 'blocks'],
  expectUnblocked: ['thread', 'expectReturns'],
  check: ['thread'],
  fields: ['thread', 'profile'],
  derivedFields: ['thread', 'profile'],
  note: ['thread'],
}
const allCompanions = [...new Set(Object.values(companions).flat())]
const checks: readonly CheckName[] = ['acquiredExclusive', 'acquiredSharedCount', 'exclusiveWaiters', 'sharedWaiters']

/** @throws UsageError U008 */
export function readStep(node: JsonNode, threads: readonly string[]): RecordedStep {
  const members = node.members()
  refuseSlips(node, [...kinds, ...allCompanions, ...flags])
  const kind = kinds.find((name) => members.has(name))
  refuseTwoActions(node, members)
  if (kind !== undefined) refuseIdle(node, allCompanions, kind, companions[kind])
  const common = readFlags(members, node)
  switch (kind) {
    case 'call':
      return { kind, ...readCall(node, threads), ...common }
    case 'expectUnblocked':
      return { kind: 'wake-up', ...readWakeUp(members, node, threads), ...common }
    case 'check':
      return {
        kind,
        thread: threadOf(node.member('thread'), threads),
        check: readCheck(node.member('check')),
        ...common,
      }
    case 'fields':
    case 'derivedFields':
      return { kind: 'fields', groups: readFields(node), ...common }
    case 'note':
      return { kind, note: node.member('note').string(), ...common }
    case undefined:
      throw node.error(`a step with one of ${kinds.map((name) => `"${name}"`).join(', ')}`)
  }
}

/** A step does one thing; a note may stand beside it. */
function refuseTwoActions(node: JsonNode, members: ReadonlyMap<string, JsonNode>): void {
  const actions = ['call', 'expectUnblocked', 'check', 'fields'].filter((name) => members.has(name))
  if (actions.length < 2) return
  const seen = actions.map((name) => `"${name}"`).join(' and ')
  throw node.malformed({ what: node.what, expected: 'one action', seen, fix: 'Make it two steps.' })
}

function readFlags(members: ReadonlyMap<string, JsonNode>, node: JsonNode): StepFlags {
  return {
    place: node.place,
    isOnFreeBuildsOnly: members.get('onlyIf')?.oneOf(['freeBuild']) === 'freeBuild',
    isAsserted: members.get('assertedBySource')?.boolean() ?? true,
  }
}

function readWakeUp(members: ReadonlyMap<string, JsonNode>, node: JsonNode, threads: readonly string[]) {
  const unblocked = node.member('expectUnblocked').list((i) => `thread ${i + 1} of "expectUnblocked" of ${node.what}`)
  const names = unblocked.map((thread) => threadOf(thread, threads))
  const returns = members.get('expectReturns')
  if (returns !== undefined) refuseOthers(returns, names)
  return { threads: [...new Set(names)], returns: recordedMembers(returns) }
}

function readCheck(node: JsonNode): Partial<Record<CheckName, Recorded>> {
  refuseOthers(node, checks)
  return Object.fromEntries(recordedMembers(node))
}

function recordedMembers(node: JsonNode | undefined): ReadonlyMap<string, Recorded> {
  return new Map([...(node?.members() ?? [])].map(([name, member]) => [name, member.recorded()]))
}
