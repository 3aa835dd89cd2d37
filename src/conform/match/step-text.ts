import type { CallArguments, CallStep, RecordedEnd, RecordedStep } from '../recording/recording.ts'
import { routineArguments } from '../recording/routines.ts'
import { answerText } from './answer.ts'

/** What happens in a step: `B: ExAcquireResourceSharedLite(R, TRUE)`. */
export function stepText(step: RecordedStep): string {
  switch (step.kind) {
    case 'call':
      return `${step.thread}: ${callText(step)}`
    case 'wake-up':
      return 'threads return from their calls'
    case 'check':
      return `${step.thread}: asks`
    case 'fields':
      return 'fields are read'
    case 'note':
      return step.note
  }
}

export function callText({ call, args }: CallStep): string {
  return `${call}(${routineArguments[call].map((name) => argumentText(name, args)).join(', ')})`
}

function argumentText(name: string, args: CallArguments): string {
  if (name === 'resource') return args.resource ?? 'NULL'
  if (name === 'wait') return answerText(args.wait)
  return name === 'flags' ? '0' : (args.owner ?? args.ownerPointer ?? args.irql ?? '')
}

/** What was recorded of it, as {@link Tried.allowed} says what the model allows. */
export function recordedText(step: RecordedStep): string {
  switch (step.kind) {
    case 'call':
      return endText(step.end)
    case 'wake-up': {
      const texts = step.threads.map((thread) => {
        const answer = step.returns.get(thread)
        return answer === undefined ? `${thread} returns` : `${thread} returns ${answerText(answer)}`
      })
      return texts.length === 0 ? 'nobody returns' : texts.join(', ')
    }
    case 'check':
      return valuesText(step.check)
    case 'fields':
      return step.groups
        .map(({ fields, layout }) => `${valuesText(fields)}${layout === undefined ? '' : ` (${layout})`}`)
        .join('; ')
    case 'note':
      return ''
  }
}

function endText(end: RecordedEnd): string {
  switch (end.kind) {
    case 'returns':
      return end.value === undefined ? 'returns' : `returns ${answerText(end.value)}`
    case 'waits':
      return 'waits'
    case 'in flight':
      return 'has not returned'
    case 'raises':
      return `raises ${end.code}`
    case 'stops':
      return end.code === 'any' ? 'bug check' : `bug check ${end.code}`
  }
}

function valuesText(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${answerText(value)}`)
    .join(', ')
}
