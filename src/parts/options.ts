import { ModelError } from '../errors/model-error.ts'
import { UsageError } from '../errors/usage-error.ts'
import { callSite } from '../model/protocol/site.ts'
import { examine, type Members } from '../options/examined.ts'

/** Options of parts come from JavaScript, too, and a slip would be a default. @throws ModelError M009 for one that is not known, or is of another kind. */
export function requireOptions(whose: string, given: unknown, members: Members): void {
  try {
    examine(whose, given, members)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    const { message, expected, seen } = error
    const said = message.startsWith(whose) ? message : `${whose}: ${message}`
    throw new ModelError('M009', said, { expected, seen, site: callSite(), cause: error })
  }
}
