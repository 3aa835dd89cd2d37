import type { Family, System } from '../model/language/system.ts'
import type { Trace } from '../verdict/trace.ts'
import type { Verdict, Violation } from '../verdict/verdict.ts'

type Fields = Readonly<Record<string, unknown>>

export function isSystem(value: unknown): value is System {
  return hasFields(value) && value.isLockproofSystem === true
}

/** Its parameters all have defaults, so it can be asked for a system without any. */
export function isFamily(value: unknown): value is Family<unknown> {
  return hasFields(value) && value.isLockproofFamily === true
}

export function isVerdict(value: unknown): value is Verdict {
  return hasFields(value) && 'formatVersion' in value && 'verdict' in value && Array.isArray(value.answers)
}

export function isViolation(value: unknown): value is Violation {
  return hasFields(value) && typeof value.message === 'string' && isTrace(value.trace)
}

export function isTrace(value: unknown): value is Trace {
  return hasFields(value) && typeof value.schedule === 'string' && Array.isArray(value.steps) && 'stuck' in value
}

function hasFields(value: unknown): value is Fields {
  return (typeof value === 'object' || typeof value === 'function') && value !== null
}
