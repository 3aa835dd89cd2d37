/** Errors of JavaScript in what a user wrote are the author's mistakes, not the design's: they have codes, and are no verdict. */
import { InternalError } from '../../errors/internal-error.ts'
import { ModelError } from '../../errors/model-error.ts'
import { isReadable, thrownText } from '../../errors/thrown.ts'
import { siteIn } from '../protocol/site.ts'
import { isProtected } from '../values/protections.ts'

/** V8's words for writing to what is frozen. */
const ofFrozen =
  /object is not extensible|^Cannot (?:assign to read only|delete|redefine) property|^Cannot define property/

/** Errors that the language throws itself, though their class is one that authors use too. */
const ofTheLanguage =
  /^(?:Maximum call stack size exceeded|Invalid (?:array|string|typed array) length|Invalid count value|\[Immer\])/

/** The error, as it is reported: itself, if the design threw it on purpose. `who` did it. */
export function classified(thrown: unknown, who: string): Error {
  if (!isReadable(thrown)) return new Error(thrownText(thrown))
  if (!isProtected('mistakes are no verdict')) return thrown
  if (thrown instanceof TypeError && ofFrozen.test(thrown.message)) return changesWhatItWasGiven(thrown, who)
  const isMistake =
    thrown instanceof TypeError ||
    thrown instanceof ReferenceError ||
    thrown instanceof SyntaxError ||
    ofTheLanguage.test(thrown.message)
  return isMistake
    ? new ModelError(
        'M014',
        `${who} threw ${thrown.name}: ${thrown.message}. That is a mistake in its text, not a finding about the design.`,
        {
          seen: thrown.message,
          fix: 'Mend the line that threw; throw new Error(…) is for what is wrong with the design.',
          cause: thrown,
        },
      )
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

/** Whether other runs of the same text may not meet it. The others are in the text. */
function isOfOneRun({ code }: ModelError): boolean {
  return ofOneRun.has(code)
}

/**
 * What went wrong in one run, as an outcome or a local state keeps it: a search that gets there reports it. @throws what is wrong with the text, or
 * with us, at once.
 */
export function failureOf(thrown: unknown, who: string): Error {
  const error = classified(thrown, who)
  if (error instanceof InternalError || (error instanceof ModelError && !isOfOneRun(error))) throw error
  return error
}

const ofOneRun: ReadonlySet<string> = new Set(['M003', 'M005', 'M006', 'M013', 'M014'])

/** The same error with the line that threw, read when somebody is told: that costs much. `found` says what is known of where it was met. */
export function withPlace(
  error: ModelError,
  found: { readonly site?: string | undefined; readonly schedule?: string } = {},
): ModelError {
  const { code, message, expected, seen, fix, cause } = error
  const thrown = cause instanceof Error ? cause : undefined
  const site = siteIn(thrown) ?? error.site ?? found.site ?? siteIn(error)
  return new ModelError(code, message, { expected, seen, fix, site, schedule: found.schedule, cause: thrown })
}
