import { proc, skip } from '../../model/language/frames.ts'
import { type System, system, threadIds } from '../../model/language/system.ts'
import { type Block, blocksOf } from '../blocks.ts'
import type { Lock } from '../lock.ts'
import type { Program } from '../program.ts'

/**
 * The system in which each thread makes its calls and remembers their answers, in order. It has no regions: what clients may rely on is for the
 * reference to say.
 */
export function callSystem<Call extends string, Section extends string>(
  lock: Lock<Call, Section>,
  { threads }: Program<Call>,
): System {
  return system(lock.name, (tools) => {
    const ids = threadIds(threads.length)
    const calls = lock.describe(tools, ids)
    ids.forEach((me, thread) => {
      const wanted = threads[thread] ?? []
      const next = afterRefusal(lock, wanted)
      tools.thread(me, function* () {
        for (let at = 0; at < wanted.length; ) {
          const call = wanted[at] as Call // within its length
          const answer = yield* proc(() => calls[call](me))()
          at = answer === false ? (next[at] ?? at + 1) : at + 1
        }
        yield* skip('all calls have returned') // all that it was answered is still remembered here
      })
    })
  })
}

/** For each call where to go on if it refuses: behind what it would have opened. */
function afterRefusal<Call extends string, Section extends string>(
  lock: Lock<Call, Section>,
  calls: readonly Call[],
): readonly number[] {
  const next: number[] = []
  const visit = (block: Block<Call, Section>, at: number): number => {
    let after = at + 1
    for (const inner of block.body) after = visit(inner, after)
    if (block.end !== undefined) after = visit(block.end, after)
    next[at] = after
    return after
  }
  let at = 0
  for (const block of blocksOf(lock, calls)) at = visit(block, at)
  return next
}

/** The calls that a thread has made so far, told from what they have answered. */
export function callsMade<Call extends string, Section extends string>(
  lock: Lock<Call, Section>,
  calls: readonly Call[],
  refused: readonly boolean[],
): readonly (Call | undefined)[] {
  const next = afterRefusal(lock, calls)
  const made: (Call | undefined)[] = []
  let at = 0
  for (const isRefused of [...refused, false]) {
    made.push(calls[at])
    at = isRefused ? (next[at] ?? at + 1) : at + 1
  }
  return made
}
