import { type NaiveState, naiveStart, naiveSuccessors, naiveViolations } from '../../properties/naive-checker.ts'
import type { Program } from '../../src/model/ir.ts'

/**
 * Walks two programs at once, each step of a thread in one beside the step of the same thread in the other. Answers how
 * many states they have if each state of one stands for exactly one of the other and violates the same, or says where
 * they part. Expects tables that are filled in.
 */
export function isomorphism(left: Program, right: Program): number | string {
  const partner = new Map([[JSON.stringify(naiveStart(left.ir)), JSON.stringify(naiveStart(right.ir))]])
  for (const [here, there] of partner) {
    const [a, b] = [JSON.parse(here), JSON.parse(there)] as [NaiveState, NaiveState] // as written below
    const seen = [naiveViolations(left, a), naiveViolations(right, b)].map((it) => it.violations.join())
    if (seen[0] !== seen[1]) return `${here} violates ${seen[0]}, ${there} violates ${seen[1]}`
    const [steps, others] = [naiveSuccessors(left.ir, a), naiveSuccessors(right.ir, b)]
    const threads = [steps, others].map((edges) => edges.map(({ thread }) => thread).join())
    if (threads[0] !== threads[1]) return `at ${here} may step ${threads[0]}, at ${there} ${threads[1]}`
    for (const [i, { state }] of steps.entries()) {
      const [next, other] = [JSON.stringify(state), JSON.stringify(others[i]?.state)]
      if ((partner.get(next) ?? other) !== other) return `${next} stands for ${partner.get(next)} and for ${other}`
      partner.set(next, other)
    }
  }
  const distinct = new Set(partner.values()).size
  return distinct === partner.size ? distinct : `${partner.size} states stand for ${distinct}`
}
