import { at } from '../../errors/at.ts'
import { Pending, type Program } from '../../model/ir.ts'
import type { UnpackedState } from '../states/layout.ts'
import type { FoundViolation } from './search-result.ts'

/** The same violation, where it names a thread: the one that has failed in the last state of a run. */
export function violationAt(
  program: Program,
  violation: FoundViolation,
  end: UnpackedState | undefined,
): FoundViolation {
  if (violation.kind !== 'failure' || end === undefined) return violation
  const thread = program.ir.threads.findIndex(
    ({ pending }, t) => pending[at(end.locals, t, 'threads')] === Pending.failed,
  )
  return { kind: 'failure', thread, local: at(end.locals, thread, 'threads, one of them failed') }
}
