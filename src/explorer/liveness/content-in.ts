import { at } from '../../errors/at.ts'
import { Mark, type Program, type ThreadIndex } from '../../model/ir.ts'
import { Contentment } from '../findings/contentment.ts'
import { PropertyChecks } from '../findings/property-checks.ts'
import type { Graph } from '../graph/graph.ts'
import { isAt } from '../graph/predicates.ts'
import { By } from '../steps/by.ts'
import type { ContentIn } from './stuck.ts'

/** By the tables of the program. */
export function contentIn(program: Program, { packed, layout }: Graph): ContentIn {
  const contentment = new Contentment(program, new PropertyChecks(program))
  return (state, threads) => {
    let content = 0
    for (let thread = 0; thread < program.ir.threads.length; thread++) {
      if (((threads >>> thread) & 1) === 0) continue
      if (contentment.of(thread, layout, packed, state * layout.words)) content |= 1 << thread
    }
    return content
  }
}

/** Whether a thread can take no step in a state, or spins there. */
export function standsWaiting(program: Program, graph: Graph): (thread: ThreadIndex, state: number) => boolean {
  const spins = program.ir.threads.map(({ marks }, thread) =>
    isAt(program, graph, thread, (local) => (at(marks, local, 'local states') & Mark.spins) !== 0),
  )
  const { offsets, by } = graph
  return (thread, state) => {
    if (at(spins, thread, 'threads')(state)) return true
    const labels = by.subarray(offsets[state], offsets[state + 1])
    return !labels.some((label: number) => (label & By.thread) === thread)
  }
}
