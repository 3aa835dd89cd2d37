/** What a design assumes of runs without end, in terms of its tables. */
import { type Fairness, type FairnessKind, fairnessOf } from '../../explorer/liveness/fairness.ts'
import { type ActionsOf, By } from '../../explorer/steps/by.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import { type AnswerId, FAILED, type OperationId } from '../../model/ir.ts'
import type { NamedAction } from '../../model/protocol/waiting.ts'

/** `kind`: in place of what the design says of threads. */
export function assumedFairness({ design }: Compiled, kind: FairnessKind = design.fairness.threads): Fairness {
  const { except, actions } = design.fairness
  const all = fairnessOf(kind, design.threads.length)
  const meant = [...design.threads.keys()].filter(
    (t) => !except.includes(design.threads[t]?.id as symbol & (typeof except)[number]),
  )
  const mask = meant.reduce((set, thread) => set | (1 << thread), 0)
  const bits = ((1 << actions.length) - 1) << By.firstAction
  return {
    weak: all.weak & mask,
    strong: all.strong & mask,
    actions: bits === 0 ? [] : meant.map((thread) => ({ thread, bits })),
  }
}

/** Which of the actions to which a run is to be fair an operation is, with an answer; `undefined` where there are none. */
export function actionsOf({ design, request, answer }: Compiled): ActionsOf | undefined {
  const { actions } = design.fairness
  if (actions.length === 0) return undefined
  const known = new Map<OperationId, Map<AnswerId, number>>()
  return (operation, given) => {
    if (given === FAILED) return 0
    const byAnswer = known.get(operation) ?? new Map<AnswerId, number>()
    known.set(operation, byAnswer)
    const before = byAnswer.get(given)
    if (before !== undefined) return before
    const { object, method } = request(operation)
    const counts = ({ objects, method: wanted, counts }: NamedAction): boolean =>
      objects.includes(object) && method === wanted && counts(answer(operation, given))
    const bits = actions.reduce((set, action, a) => (counts(action) ? set | (1 << a) : set), 0)
    byAnswer.set(given, bits)
    return bits
  }
}
