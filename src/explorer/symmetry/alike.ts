import { at } from '../../errors/at.ts'
import { ModelError } from '../../errors/model-error.ts'
import type { Program, ThreadIndex } from '../../model/ir.ts'
import type { Task } from '../../tasks/task.ts'
import { type ProofOptions, prove } from './proof.ts'
import { SwapGroup } from './swap-group.ts'

/** Threads that were proved to be alike: what is true of one is true of all of its family. */
export type Alike = {
  readonly swaps: readonly number[]
  readonly families: readonly (readonly ThreadIndex[])[]
  /** Comparisons of the proof. */
  readonly compared: number
}

export const nobodyAlike: Alike = { swaps: [], families: [], compared: 0 }

/**
 * Of a program of which the tables say all that can happen; of open tables, once all states have been seen. `mayBe`: neighbours that are not to be told
 * apart for another reason. Within its budget, or nobody is alike; so too where an image asks for what the design refuses, which it never comes to.
 * @throws Stopped
 */
export function* alikeThreads(
  program: Program,
  mayBe: (left: ThreadIndex, right: ThreadIndex) => boolean,
  options: Pick<ProofOptions, 'budget' | 'meter' | 'actionsOf'>,
): Task<Alike> {
  const { ir, symmetry } = program
  const wanted = symmetry?.swaps.flatMap(([left, right], swap) => (mayBe(left, right) ? [swap] : [])) ?? []
  if (symmetry === undefined || wanted.length === 0) return nobodyAlike
  try {
    const { swaps, compared, isOverBudget } = yield* prove(program, symmetry, { ...options, swaps: wanted })
    if (isOverBudget || swaps.length === 0) return nobodyAlike
    return { swaps, compared, families: new SwapGroup(ir, symmetry, swaps).families.map(({ threads }) => threads) }
  } catch (error) {
    if (error instanceof ModelError) return nobodyAlike
    throw error
  }
}

/** Those of whom it is enough to ask: of each family the first that is among them. */
export function oneOfEach(threads: readonly ThreadIndex[], { families }: Alike): readonly ThreadIndex[] {
  return threads.filter((thread) => {
    const family = families.find((members) => members.includes(thread)) ?? [thread]
    return (
      at(
        family.filter((member) => threads.includes(member)),
        0,
        'threads',
      ) === thread
    )
  })
}
