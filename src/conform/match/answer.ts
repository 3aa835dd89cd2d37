import { threadIdName } from '../../model/language/index.ts'
import type { ThreadId } from '../../model/values/thread-id.ts'
import type { Recorded } from '../recording/recording.ts'

const numbers: ReadonlyMap<string, number> = new Map([
  ['PASSIVE_LEVEL', 0],
  ['APC_LEVEL', 1],
  ['DISPATCH_LEVEL', 2],
  ['STATUS_SUCCESS', 0],
])

/** Whether a routine's answer is the recorded one: BOOLEAN as 0 and 1, levels and statuses as numbers too. */
export function isAnswer(recorded: Recorded, answer: unknown): boolean {
  if (typeof answer === 'symbol') return recorded === nameOf(answer)
  if (typeof answer === 'boolean' && typeof recorded === 'number') return recorded === Number(answer)
  if (typeof answer === 'string' && typeof recorded === 'number') return recorded === numbers.get(answer)
  return recorded === answer
}

/** As a driver writes it: `TRUE`, `3`, `STATUS_SUCCESS`. */
export function answerText(answer: unknown): string {
  if (typeof answer === 'boolean') return answer ? 'TRUE' : 'FALSE'
  if (answer === null) return 'NULL'
  return typeof answer === 'symbol' ? nameOf(answer) : String(answer)
}

export function returnsText(answer: unknown): string {
  return answer === undefined ? 'returns' : `returns ${answerText(answer)}`
}

function nameOf(id: symbol): string {
  return threadIdName(id as ThreadId) // routines answer no other symbols
}
