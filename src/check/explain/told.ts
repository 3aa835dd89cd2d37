import { ModelError } from '../../errors/model-error.ts'
import { withPlace } from '../../model/run/mistakes.ts'

/** Hears of what could not be explained. */
export type Tell = (problem: string) => void

/** What a function that only explains answers; one that goes wrong costs that, and no more. */
export function orTold<A>(answer: () => A, tell: Tell, what: string): A | undefined {
  try {
    return answer()
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    const { message, site } = withPlace(error)
    tell(`${what}: ${message}${site === undefined ? '' : ` (${site})`}`)
    return undefined
  }
}
