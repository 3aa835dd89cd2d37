/** Errors of JavaScript in what a user wrote are the author's mistakes, not the design's: they have codes, and are no verdict. */
import { ModelError } from '../../errors/model-error.ts'
import { siteIn } from '../protocol/site.ts'

/** V8's words for writing to what is frozen. */
const ofFrozen =
  /object is not extensible|^Cannot (?:assign to read only|delete|redefine) property|^Cannot define property/

/** Errors that the language throws itself, though their class is one that authors use too. */
const ofTheLanguage =
  /^(?:Maximum call stack size exceeded|Invalid (?:array|string|typed array) length|Invalid count value|\[Immer\])/

/** The error, as it is reported: itself, if the design threw it on purpose. `who` did it. */
export function classified(thrown: unknown, who: string): Error {
  if (!(thrown instanceof Error)) return new Error(String(thrown))
  if (thrown instanceof TypeError && ofFrozen.test(thrown.message)) return changesWhatItWasGiven(thrown, who)
  const isMistake =
    thrown instanceof TypeError ||
    thrown instanceof ReferenceError ||
    thrown instanceof SyntaxError ||
    ofTheLanguage.test(thrown.message)
  return isMistake
    ? new ModelError('M014', `${who} threw ${thrown.name}: ${thrown.message}. Expected no mistake of JavaScript.`, {
        seen: thrown.message,
        fix: 'Mend the line that threw; throw new Error(…) is for what is wrong with the design.',
        cause: thrown,
      })
    : thrown
}

function changesWhatItWasGiven(thrown: TypeError, who: string): ModelError {
  return new ModelError(
    'M013',
    `${who} changes what it was given: ${thrown.message}. What an operation, loop, fold, proc or choose hands on is remembered as it was.`,
    {
      expected: 'a new value',
      seen: thrown.message,
      fix: 'Make a new one and return it: [...seen, x], { ...record, key: value }.',
      cause: thrown,
    },
  )
}

/** The same error with the line that threw. Reading that costs much, so it is read when somebody is told. */
export function withPlace(error: ModelError, seenAfter?: string): ModelError {
  const { code, expected, seen, fix, cause } = error
  const site = (cause instanceof Error ? siteIn(cause.stack) : undefined) ?? error.site
  const message = seenAfter === undefined ? error.message : `${error.message} ${seenAfter}`
  return new ModelError(code, message, { expected, seen, fix, site, ...(cause instanceof Error ? { cause } : {}) })
}
