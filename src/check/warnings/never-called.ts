import type { Coverage } from '../../explorer/steps/coverage.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import { UNKNOWN } from '../../model/ir.ts'
import type { WarningOf } from '../../verdict/warning.ts'

/** Calls of a refinement that clients come to, and never make: of those nothing was found out. `seen`: what a whole search has covered. */
export function callsNeverMade(compiled: Compiled, seen: readonly Coverage[]): readonly WarningOf[] {
  const made = new Map<string, boolean>()
  for (const [thread, { operation }] of compiled.program.ir.threads.entries())
    for (const [local, id] of operation.entries()) {
      const { event, args } = id === UNKNOWN ? {} : compiled.request(id)
      if (event !== 'call') continue
      const call = String(args?.[1])
      const isMade = seen.some((one) => one.answers(thread, local).length > 0)
      made.set(call, isMade || made.get(call) === true)
    }
  return [...made].flatMap(([call, isMade]) => (isMade ? [] : [{ kind: 'never called', call } as const]))
}
