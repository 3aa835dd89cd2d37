import type { KThread } from '../../model/eresource/index.ts'
import type { OperationRequest, Outcome } from '../../model/protocol/design.ts'

/**
 * The model bounds how deep regions nest, for the sake of designs that forget to leave one; a recorded thread may go deeper. Nothing but the
 * innermost region of each kind matters to any routine, so the others are put aside while it runs.
 */
export function outcomesOnThread(request: OperationRequest, thread: KThread): readonly Outcome[] {
  const outer = { kernel: Math.min(0, thread.kernelApcDisable + 1), special: Math.min(0, thread.specialApcDisable + 1) }
  const outcomes = request.run({
    ...thread,
    kernelApcDisable: thread.kernelApcDisable - outer.kernel,
    specialApcDisable: thread.specialApcDisable - outer.special,
  })
  return outcomes.map((outcome) => {
    const after = outcome.value as KThread // of the same object
    const value = {
      ...after,
      kernelApcDisable: after.kernelApcDisable + outer.kernel,
      specialApcDisable: after.specialApcDisable + outer.special,
    }
    return { ...outcome, value }
  })
}
