import type { Program } from '../src/model/ir.ts'
import { naiveStart, naiveSuccessors, naiveViolations } from './naive-checker.ts'

/** The fewest changes of the running thread among all runs of `depth` steps that end in a violation of this kind, by brute force. */
export function naiveSwitches(program: Program, violation: string, depth: number): number {
  let level = new Map([[JSON.stringify({ state: naiveStart(program.ir), last: -1 }), 0]])
  for (let step = 0; step < depth; step++) {
    const next: typeof level = new Map()
    for (const [key, switches] of level) {
      const { state, last } = JSON.parse(key)
      for (const { thread, state: after } of naiveSuccessors(program.ir, state)) {
        const to = JSON.stringify({ state: after, last: thread })
        const cost = switches + (last === -1 || last === thread ? 0 : 1)
        next.set(to, Math.min(cost, next.get(to) ?? cost))
      }
    }
    level = next
  }
  const ends = [...level].filter(([key]) =>
    naiveViolations(program, JSON.parse(key).state).violations.includes(violation),
  )
  return Math.min(...ends.map(([, switches]) => switches))
}
