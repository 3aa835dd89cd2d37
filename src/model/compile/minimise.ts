/**
 * Merges local states that no future can tell apart: answers that no longer matter stop counting. Partition refinement (Moore, Gedanken-experiments
 * on sequential machines, 1956): start with what a local state is seen to do, split by the classes of the successors until nothing splits.
 */
import { at } from '../../errors/at.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import { answersIn, type LocalId, targetsIn } from '../ir.ts'
import type { PendingStep } from '../run/thread-run.ts'
import { encode } from '../values/encode.ts'
import { type LocalState, stepText } from './automaton.ts'

/** The class of each local state; classes are numbered by their first member. */
export function* minimise(locals: readonly LocalState[], meter: Meter): Task<readonly number[]> {
  let classes = classesBy(locals, seen)
  for (;;) {
    meter.spend(2 * locals.length)
    if (meter.isDue) yield* meter.pause()
    const of = (local: LocalId): number => (local < 0 ? local : at(classes.of, local))
    const refined = classesBy(
      locals,
      (local, id) => `${classes.of[id]}|${answersIn(local.next)}|${targetsIn(local.next).map(of)}|${of(local.failure)}`,
    )
    if (refined.count === classes.count) return refined.of
    classes = refined
  }
}

/** What tells local states apart at once. */
function seen(local: LocalState): string {
  const { pending, regions, site, notes, isSpinning, isVoluntary, isIdle, procs } = local.arrival
  const text = pending.kind === 'operation' ? local.operation : textOf(pending)
  return JSON.stringify([
    pending.kind,
    text,
    local.isStored,
    regions.map(({ name }) => name),
    site,
    notes,
    isSpinning,
    [...(local.stays ?? [])].sort((a, b) => a - b),
    isVoluntary,
    isIdle,
    procs,
  ])
}

/** A run shows the options that it had. */
function textOf(pending: PendingStep): string {
  return pending.kind === 'choice' ? encode(pending.options, 'choose() was given') : stepText(pending)
}

function classesBy(
  locals: readonly LocalState[],
  key: (local: LocalState, id: LocalId) => string,
): { of: number[]; count: number } {
  const ids = new Map<string, number>()
  const of = locals.map((local, id) => {
    const text = key(local, id)
    const known = ids.get(text) ?? ids.size
    ids.set(text, known)
    return known
  })
  return { of, count: ids.size }
}
