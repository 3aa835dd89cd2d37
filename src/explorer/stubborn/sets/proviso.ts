/**
 * A static proviso against ignoring a thread for ever: *sticky* local states meet every cycle of each automaton, and a thread at one is never the key
 * of a chosen set. Each step of a key then lowers the longest way from its local state to a sticky one; the sum over all threads falls, so
 * there is no endless chain of keys. It looks at no visited set: breadth first, depth first and several workers choose the same sets. After
 * Kurshan, Levin, Minea, Peled, Yenigun, Static partial order reduction, TACAS 1998; here other members of a set may be sticky, only its key
 * may not.
 */
import { at } from '../../../errors/at.ts'
import type { Meter } from '../../../tasks/meter.ts'
import type { Rules } from '../facts/rules.ts'
import type { StepId } from '../facts/step-ids.ts'
import type { StepTables } from '../facts/step-tables.ts'
import type { Conflicts } from './conflicts.ts'
import { components, type StepGraph } from './futures.ts'

/** By step: whether it is sticky. What `isVisible` is first: it would not be a key anyway. Then those in conflict with most threads. */
export function stickySteps(
  tables: StepTables,
  graph: StepGraph,
  conflicts: Conflicts,
  isVisible: (step: StepId) => boolean,
  { symmetricProviso }: Rules,
  meter: Meter,
): Uint8Array {
  const classes = symmetricProviso ? classesOf(tables) : tables.images.orbits.map((_, step) => step)
  const members = membersOf(classes)
  const quotient = members.map((steps) => [
    ...new Set(steps.flatMap((step) => at(graph, step, 'steps')).map((next) => classes[next] as number)), // one class a step
  ])
  const sticky = Uint8Array.from(members, (steps) => (steps.some(isVisible) ? 1 : 0))
  for (;;) {
    meter.spend(quotient.length)
    const cycles = components(quotient, (one) => sticky[one] === 0).filter(
      ([first = 0, ...others]) => others.length > 0 || at(quotient, first, 'classes').includes(first),
    )
    if (cycles.length === 0) return Uint8Array.from(classes, (one) => sticky[one] as number) // one entry a class
    for (const cycle of cycles) sticky[mostInConflict(tables, conflicts, members, cycle)] = 1
  }
}

/**
 * By step: its class, numbered from 0. With a reduction by symmetry steps of alike threads are one class, sticky or not together, and cycles are those
 * of the classes: two threads that wait for each other at different places of one loop would else hide a third (reduction by symmetry
 * turns each into the other).
 */
function classesOf({ images }: StepTables): Int32Array {
  const numbers = new Map<number, number>()
  return images.orbits.map((orbit) => {
    const known = numbers.get(orbit) ?? numbers.size
    numbers.set(orbit, known)
    return known
  })
}

function membersOf(classes: Int32Array): StepId[][] {
  const members: StepId[][] = []
  classes.forEach((one, step) => {
    members[one] ??= []
    members[one].push(step)
  })
  return members
}

function mostInConflict(
  { steps }: StepTables,
  conflicts: Conflicts,
  members: readonly (readonly StepId[])[],
  cycle: readonly number[],
): number {
  let [best = 0] = cycle
  let most = -1
  for (const one of [...cycle].sort((a, b) => a - b)) {
    const counts = at(members, one, 'classes').map(
      (step) =>
        new Set(
          at(conflicts.of, step, 'steps')
            .members()
            .map((other) => steps.threadOf(other)),
        ).size,
    )
    if (Math.max(...counts) <= most) continue
    most = Math.max(...counts)
    best = one
  }
  return best
}
