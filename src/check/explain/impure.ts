import { ModelError } from '../../errors/model-error.ts'
import type { Mismatch } from './comparison.ts'

/** A design that behaves otherwise when it goes on than when its parts are run anew, after this schedule. */
export function impure({ who, expected, seen }: Mismatch, schedule: string): ModelError {
  const when = schedule === '' ? 'at its start' : `after the schedule ${JSON.stringify(schedule)}`
  return new ModelError(
    'M004',
    `${who} is not the same when the design runs as when its parts are run anew: ${when} expected ${expected}, saw ${seen}. Something is kept that no answer, loop state, cell or object holds.`,
    {
      expected,
      seen,
      schedule,
      fix: 'Keep it in a loop(initial, …), a cell or an object; compare values by what they hold, not by ===.',
    },
  )
}
