/** Who is in a call, of the clients of a refinement. */
import { at } from '../../errors/at.ts'
import { AtRest } from '../../explorer/liveness/at-rest.ts'
import type { DesignChooser } from '../../explorer/steps/generate.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import type { LocalId, ThreadIndex } from '../../model/ir.ts'
import { observer, refinedIn } from '../../model/protocol/declarations.ts'
import type { Design } from '../../model/protocol/design.ts'

/** Each call is a proc, and clients do nothing else in one. One that has gone wrong is over: that is not what is asked here. */
export function isCalling({ arrival }: Compiled, thread: ThreadIndex, local: LocalId): boolean {
  const { procs, pending } = arrival(thread, local)
  return procs.length > 0 && pending.kind !== 'failed'
}

/** Whether what is seen where all are at rest is kept. */
export function keepsRest({ objects }: Design): boolean {
  return refinedIn(objects)?.refines?.keeps === 'order at rest'
}

/** Who steps where all are at rest, of a refinement that keeps what is seen there. */
export function atRestOf(compiled: Compiled): DesignChooser | undefined {
  const { design, program } = compiled
  if (!keepsRest(design)) return undefined
  const known: (boolean | undefined)[][] = design.threads.map(() => [])
  const calls = (thread: ThreadIndex, local: LocalId): boolean => {
    const row = at(known, thread, 'threads')
    row[local] ??= isCalling(compiled, thread, local)
    return row[local]
  }
  const who = design.threads.findIndex(({ name }) => name === observer)
  return new AtRest(program, who, (locals) => locals.filter((local, thread) => calls(thread, local)).length)
}
