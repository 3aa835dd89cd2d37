import type { RecordedStep, RecordedThread, Recording, Sequence } from '../recording/recording.ts'
import { type JsonNode, parseJson } from './json-node.ts'
import { refuseSlips } from './known-members.ts'
import { irqlOf } from './read-names.ts'
import { readStep } from './read-step.ts'

/** What is allowed because nothing was looked at would be taken for a result. */
const nothing = 'There is nothing to compare.'

/**
 * Reads a file of recorded runs. @throws UsageError U008 with the place in the file where it is malformed. `file` names it in messages.
 */
export function readRecording(file: string, text: string): Recording {
  const root = parseJson(file, text)
  const version = root.member('formatVersion')
  if (version.recorded() !== 1) throw version.error('1', 'Other versions of the format are not known.')
  const title = root.members().get('title')?.string() ?? ''
  const sequences = root.member('sequences').list((i) => `sequence ${i + 1}`)
  if (sequences.length === 0) throw root.member('sequences').error('at least one sequence', nothing)
  return { title, sequences: sequences.map(readSequence) }
}

function readSequence(node: JsonNode): Sequence {
  const name = node.member('name').string()
  const threads = [...node.member('threads').members()].map(([thread, member]) => readThread(thread, member))
  const start = node.member('start').oneOf(['initialized', 'uninitialized'])
  const written = node.member('steps')
  const names = threads.map((thread) => thread.name)
  const steps = written.list((i) => `step ${i + 1} of "${name}"`).map((step) => readStep(step, names))
  if (steps.every(({ kind }) => kind === 'note'))
    throw written.malformed({
      what: `"steps" of "${name}"`,
      expected: 'at least one step',
      seen: notesOf(steps),
      fix: nothing,
    })
  return {
    name,
    place: node.place,
    source: sourceOf(node.members().get('source')),
    threads,
    start,
    steps,
  }
}

function notesOf({ length }: readonly RecordedStep[]): string {
  return length === 0 ? 'none' : 'notes alone'
}

/** Where the sequence comes from: a text, or whatever else a recorder wrote there, which is a remark. */
function sourceOf(node: JsonNode | undefined): string | undefined {
  const value = node === undefined || node.isCompound ? undefined : node.recorded()
  return typeof value === 'string' ? value : undefined
}

function readThread(name: string, node: JsonNode): RecordedThread {
  refuseSlips(node, ['systemThread', 'irql'])
  const members = node.members()
  const irql = members.get('irql')
  return {
    name,
    isSystemThread: members.get('systemThread')?.boolean() ?? false,
    irql: irql === undefined ? 'PASSIVE_LEVEL' : irqlOf(irql),
  }
}
