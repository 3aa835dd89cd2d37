import { at } from '../../errors/at.ts'
import { proc, step } from '../../model/language/frames.ts'
import { type System, system, threadIds } from '../../model/language/system.ts'
import { type Block, blocksOf } from '../../model/locks/blocks.ts'
import type { ClientProgram } from '../../model/locks/client-program.ts'
import type { Lock } from '../../model/locks/lock.ts'

/**
 * The system in which each thread makes its calls and remembers their answers, in order. It has no regions: what clients may rely on is for the
 * reference to say.
 */
export function callSystem<Call extends string, Section extends string>(
  lock: Lock<Call, Section>,
  { threads }: ClientProgram<Call>,
): System {
  return system(lock.name, (tools) => {
    const ids = threadIds(threads.length)
    const calls = lock.describe(tools, ids)
    ids.forEach((me, thread) => {
      const wanted = at(threads, thread, 'threads')
      const next = afterRefusal(lock, wanted)
      tools.thread(me, function* () {
        for (let call = 0; call < wanted.length; ) {
          const name = at(wanted, call)
          const answer = yield* proc(() => calls[name](me))()
          call = answer === false ? at(next, call) : call + 1
        }
        yield* step('all calls have returned') // all that it was answered is still remembered here
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
  const visit = (block: Block<Call, Section>, call: number): number => {
    let after = call + 1
    for (const inner of block.body) after = visit(inner, after)
    if (block.end !== undefined) after = visit(block.end, after)
    next[call] = after
    return after
  }
  let call = 0
  for (const block of blocksOf(lock, calls)) call = visit(block, call)
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
  let call = 0
  for (const isRefused of [...refused, false]) {
    made.push(calls[call])
    call = isRefused ? at(next, call) : call + 1
  }
  return made
}
