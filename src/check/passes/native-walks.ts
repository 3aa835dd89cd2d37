/**
 * Before *verified* is said, random schedules are followed on the design itself, described anew: the bodies as generators that just go on, the recipes on
 * real values. Whatever a thread arrives at, whatever an operation does and whatever a property says is compared with the tables. A difference is
 * memory that the tables do not know of: the design keeps something that no answer, loop state or object holds. The same schedules every time.
 */

import { Random } from '../../explorer/orders/random.ts'
import { initialState, type UnpackedState } from '../../explorer/states/layout.ts'
import { type Step, stepOf } from '../../explorer/steps/schedule.ts'
import { StepWalker } from '../../explorer/steps/step-walker.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import type { System } from '../../model/language/system.ts'
import { withoutSites } from '../../model/protocol/site.ts'
import { NativeRun } from '../../model/run/native-run.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import { Comparison, type Mismatch } from '../explain/comparison.ts'
import { impure } from '../explain/impure.ts'
import { printSchedule } from '../explain/schedule.ts'
import { TableTexts } from '../explain/value-text.ts'

/** How many walks, and how many moves all of them make: counted, so that they are the same on every machine. */
export type WalkBudget = {
  readonly walks: number
  readonly moves: number
  /** Every how many walks the design is described anew. What one walk leaves behind, the next one may find. */
  readonly fresh: number
}

/** Small designs are gone through again and again; of large ones more, in proportion to the search. A move takes some 20 µs. */
export function walkBudget(edges: number): WalkBudget {
  if (edges < smallEdges) return { walks: 200, moves: 600, fresh: 1 }
  return { walks: 200, moves: Math.min(200 + edges / 4_000, 4_000), fresh: 4 }
}

const smallEdges = 250
const workOfMove = 32

/** Of one of many checks that run the same code. */
export const fewWalks: WalkBudget = { walks: 2, moves: 16, fresh: 2 }

/**
 * Walks by turns: how many steps at the most, and of four chances how many say that another thread steps next, from every thread at any time to long
 * stretches of one. A linked one is always on the description of the walk before.
 */
const kinds: readonly Kind[] = [
  { steps: 10, chance: 4 },
  { steps: 10, chance: 2 },
  { steps: 6, chance: 4, isLinked: true },
  { steps: 28, chance: 1 },
]

/** Follows the walks. @throws ModelError M004 with the schedule that shows a difference; Stopped */
export function* nativeWalks(compiled: Compiled, system: System, budget: WalkBudget, meter: Meter): Task<void> {
  const random = new Random(0)
  const walker = new StepWalker(compiled.program, undefined, true)
  const tables = new TableTexts(compiled)
  let design = compiled.design
  let moves = 0
  for (let walk = 0; walk < budget.walks && moves < budget.moves; walk++) {
    const kind = kinds[walk % kinds.length] as Kind // below the length
    const { steps, found } = withoutSites(() => {
      if (kind.isLinked !== true && walk % budget.fresh === 0) design = design.again ?? system.build()
      const comparison = new Comparison(compiled, new NativeRun(design), tables)
      return walked(comparison, walker, random, kind, meter)
    })
    if (found !== undefined)
      throw impure(
        found,
        printSchedule(
          { steps },
          design.threads.map(({ name }) => name),
        ),
      )
    moves += steps.reduce((sum, step) => sum + step.moves.length, 1)
    if (meter.isDue) yield* meter.pause()
  }
}

type Kind = { readonly steps: number; readonly chance: number; readonly isLinked?: boolean }

type Walked = { readonly steps: readonly Step[]; readonly found: Mismatch | undefined }

/** One walk: a thread that can step does, until a difference is found, none can, or it is long enough. */
function walked(
  comparison: Comparison,
  walker: StepWalker,
  random: Random,
  { steps: limit, chance }: Kind,
  meter: Meter,
): Walked {
  const { ir } = comparison.compiled.program
  const steps: Step[] = []
  let state = initialState(ir)
  let found = comparison.ofStart(state)
  let last = random.below(ir.threads.length)
  while (found === undefined && steps.length < limit) {
    meter.spend(workOfMove)
    const order = random.permutation(ir.threads.length)
    if (random.below(4) >= chance) order.unshift(last)
    let way: Way | undefined
    for (const thread of order) {
      found = comparison.ofPending(thread, state)
      if (found !== undefined) return { steps, found }
      const ways = waysOf(walker, state, thread)
      way = ways[random.below(Math.max(1, ways.length))]
      if (way !== undefined) break
    }
    if (way === undefined) break
    steps.push(way.step)
    last = way.step.thread
    state = way.after
    found = comparison.ofNextStep(way.step) ?? comparison.ofProperties(state)
  }
  return { steps, found }
}

type Way = { readonly step: Step; readonly after: UnpackedState }

/** The steps that the tables allow the thread. */
function waysOf(walker: StepWalker, { values, locals }: UnpackedState, thread: number): readonly Way[] {
  const localBefore = locals[thread] as number // a thread has a local state
  const ways: Way[] = []
  walker.values.set(values)
  walker.walk(thread, localBefore, (localAfter) => {
    const step = stepOf(thread, localBefore, localAfter, [...walker.moves])
    ways.push({ step, after: { values: [...walker.values], locals: locals.with(thread, localAfter) } })
  })
  return ways
}
