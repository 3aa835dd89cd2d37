/**
 * The graph of a program in which one state stands for all that differ in the names of alike threads, and names are kept: every successor is an edge,
 * two that have one form are two, and each edge says who steps, as the thread is called where the step begins, and how threads are called where it ends.
 * So a run of the program is a way through it, and a way a run, and fairness is not lost (E. A. Emerson, A. P. Sistla: Utilizing symmetry when model
 * checking under fairness assumptions, TOPLAS 19, 1997; Gyuris, Sistla: On-the-fly model checking under fairness that exploits symmetry, 1999).
 */
import { InternalError } from '../../errors/internal-error.ts'
import type { Program, ThreadIndex } from '../../model/ir.ts'
import { type Meter, Stopped } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import { type BuiltGraph, buildGraph, type StandIns } from '../graph/build-graph.ts'
import type { Graph } from '../graph/graph.ts'
import type { Layout } from '../states/layout.ts'
import { By } from '../steps/by.ts'
import { SymmetryRefused } from '../steps/refused.ts'
import { SymmetryReduction } from '../symmetry/reduction.ts'

/** What threads are called after a step, by what they were called before it. */
export type Renaming = Uint8Array

export type Quotient = {
  readonly graph: Graph
  /** By the number that an edge has in its label. */
  readonly renamings: readonly Renaming[]
  readonly reduction: SymmetryReduction
  readonly limit?: BuiltGraph['limit']
}

/** Expects closed tables, and swaps that were proved. @throws SymmetryRefused */
export function* quotientOf(
  program: Program,
  swaps: readonly number[],
  options: { readonly meter: Meter; readonly limitStates?: number | undefined },
): Task<Quotient> {
  const reduction = new SymmetryReduction(program, swaps)
  const forms = new Forms(reduction)
  const { graph, limit } = yield* buildGraph(program, { ...options, standIns: forms })
  return { graph, renamings: forms.renamings, reduction, ...(limit && { limit }) }
}

/** What was asked of forms must have been compared with what is said of all that have them. @throws SymmetryRefused */
export function refuseUnproved({ reduction }: Quotient): void {
  const { difference, isOverBudget, group } = reduction
  if (difference !== undefined) throw new SymmetryRefused(difference)
  const [swap = 0] = group.swaps
  if (isOverBudget) throw new SymmetryRefused({ swap, text: 'Too much is asked of forms to compare it all.' })
}

/** How threads are called where the edge ends. */
export function renamingBy({ graph, renamings }: Quotient, edge: number): Renaming {
  return renamings[(graph.by[edge] as number) >>> By.firstAction] as Renaming // one a number in a label
}

/** Renamings have numbers of 24 bits. */
const MOST_RENAMINGS = 1 << 24
/** So many threads can be written with a digit each. */
const THREADS_OF_NUMBER = 10

class Forms implements StandIns {
  readonly renamings: Renaming[] = []
  readonly #reduction: SymmetryReduction
  readonly #numbers = new Map<number | string, number>()

  constructor(reduction: SymmetryReduction) {
    this.#reduction = reduction
  }

  prepare(layout: Layout): void {
    this.#reduction.prepare(layout)
  }

  put(states: Int32Array, at: number): number {
    const { form } = this.#reduction
    if (form.apply(states, at)) return this.#numberOf(form.from)
    const { difference } = this.#reduction
    if (difference !== undefined) throw new SymmetryRefused(difference)
    throw new InternalError('a form has no room in the layout of closed tables')
  }

  #numberOf(from: Uint8Array): number {
    const key = keyOf(from)
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    if (this.renamings.length === MOST_RENAMINGS) throw new Stopped('memory')
    const renaming = new Uint8Array(from.length)
    for (let thread = 0; thread < from.length; thread++) renaming[from[thread] as ThreadIndex] = thread // a permutation
    this.#numbers.set(key, this.renamings.length)
    return this.renamings.push(renaming) - 1
  }
}

function keyOf(from: Uint8Array): number | string {
  if (from.length > THREADS_OF_NUMBER) return from.join()
  let key = 0
  for (let thread = 0; thread < from.length; thread++) key = key * THREADS_OF_NUMBER + (from[thread] as number) // within its length
  return key
}
