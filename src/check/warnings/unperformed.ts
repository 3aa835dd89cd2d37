import type { Coverage } from '../../explorer/steps/coverage.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import { UNKNOWN } from '../../model/ir.ts'
import type { WarningOf } from '../../verdict/warning.ts'
import { actionsOf } from '../waiting/assumed.ts'

/** Named steps to which runs are to be strongly fair, and that no thread takes: nothing is assumed by that. `seen`: what a whole search has covered. */
export function unperformedActions(compiled: Compiled, seen: readonly Coverage[]): readonly WarningOf[] {
  const { actions } = compiled.design.fairness
  const bitsOf = actionsOf(compiled)
  if (bitsOf === undefined) return []
  let performed = 0
  for (const [thread, { operation }] of compiled.program.ir.threads.entries())
    for (const [local, id] of operation.entries())
      if (id !== UNKNOWN)
        for (const one of seen) for (const answer of one.answers(thread, local)) performed |= bitsOf(id, answer)
  return actions.flatMap(({ label }, a) =>
    ((performed >>> a) & 1) === 1 ? [] : [{ kind: 'never performed', action: label }],
  )
}
