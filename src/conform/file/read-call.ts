import { suggestion } from '../../errors/suggestion.ts'
import type { CallArguments, RecordedEnd } from '../recording/recording.ts'
import { type ArgumentName, type RoutineName, routineArguments, routineNames } from '../recording/routines.ts'
import type { JsonNode } from './json-node.ts'
import { refuseMisplaced, refuseOthers } from './known-members.ts'
import { irqlOf, threadOf } from './read-names.ts'

/** What a call may end in, by the names in `expect`. */
const ends = ['returns', 'raises', 'bugcheck'] as const

export type ReadCall = {
  readonly thread: string
  readonly call: RoutineName
  readonly args: CallArguments
  readonly end: RecordedEnd
}

/** @throws UsageError U008 */
export function readCall(node: JsonNode, threads: readonly string[]): ReadCall {
  const call = readName(node.member('call'))
  const args = node.members().get('args')
  refuseMisplaced(node, ends, 'expect')
  refuseMisplaced(node, routineArguments[call], 'args')
  return {
    thread: threadOf(node.member('thread'), threads),
    call,
    args: readArguments(call, args ?? node, args !== undefined),
    end: readEnd(node),
  }
}

function readName(node: JsonNode): RoutineName {
  const text = node.string()
  const found = routineNames.find((name) => name === text)
  if (found !== undefined) return found
  const fix = suggestion(text, routineNames).trim()
  throw node.error(`a routine of ${routineNames.join(', ')}`, fix === '' ? undefined : fix)
}

/** `node` is the step where it has no `args`. */
function readArguments(call: RoutineName, node: JsonNode, isGiven: boolean): CallArguments {
  const taken: readonly ArgumentName[] = routineArguments[call]
  if (isGiven) refuseOthers(node, taken)
  const given: ReadonlyMap<string, JsonNode> = isGiven ? node.members() : new Map()
  const missing = taken.find((name) => name !== 'resource' && name !== 'flags' && !given.has(name))
  if (missing !== undefined) {
    const seen = isGiven ? node.seen : 'no "args"'
    throw node.malformed({ what: `${call} in ${node.what}`, expected: `an argument "${missing}"`, seen })
  }
  const [resource, wait, owner] = [given.get('resource'), given.get('wait'), given.get('owner')]
  const [ownerPointer, irql] = [given.get('ownerPointer'), given.get('irql')]
  return {
    ...(taken.includes('resource') ? { resource: resource?.isNull === true ? null : resourceOf(resource) } : {}),
    ...(wait === undefined ? {} : { wait: wait.boolean() }),
    ...(owner === undefined ? {} : { owner: tokenOf(owner) }),
    ...(ownerPointer === undefined ? {} : { ownerPointer: tokenOf(ownerPointer) }),
    ...(irql === undefined ? {} : { irql: irqlOf(irql) }),
  }
}

function resourceOf(node: JsonNode | undefined): 'R' {
  return node?.oneOf(['R'], 'A sequence has one resource; null stands for a NULL pointer.') ?? 'R'
}

function tokenOf(node: JsonNode): string {
  const value = node.recorded()
  return typeof value === 'number' ? String(value) : node.string()
}

/** `true`: it waits. `"maybe"`: it has not returned, and that is all that is known. */
function readBlocks(node: JsonNode | undefined): 'waits' | 'in flight' | undefined {
  const value = node?.recorded()
  if (value === undefined || value === false) return undefined
  if (value === true) return 'waits'
  if (value === 'maybe') return 'in flight'
  throw node?.error('true, false or "maybe"')
}

function readEnd(node: JsonNode): RecordedEnd {
  const expect = node.members().get('expect')
  const blocks = readBlocks(node.members().get('blocks'))
  if (blocks !== undefined) {
    if (expect === undefined) return { kind: blocks }
    throw expect.error('no "expect" beside "blocks"', 'What it answers later stands in "expectReturns".')
  }
  if (expect === undefined) return { kind: 'returns' }
  refuseOthers(expect, ends)
  const [returns, raises, stops] = ends.map((name) => expect.members().get(name))
  if ([returns, raises, stops].filter((end) => end !== undefined).length > 1)
    throw expect.error('one of "returns", "raises", "bugcheck"')
  if (raises !== undefined) return { kind: 'raises', code: tokenOf(raises) }
  if (stops !== undefined) return { kind: 'stops', code: tokenOf(stops) }
  return returns === undefined ? { kind: 'returns' } : { kind: 'returns', value: returns.recorded() }
}
