/** A way to look at a design, with its own tables, meter and growth, which goes on in turns. */
import { ModelError } from '../../errors/model-error.ts'
import type { Limit } from '../../explorer/findings/search-result.ts'
import { Contestant } from '../../tasks/contestant.ts'
import { type Meter, orStopped, Stopped } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import { Growth } from './growth.ts'
import { type Looked, looked, type View, type Way } from './looked.ts'

/** Work of a turn. */
export const turn: number = 2 ** 14

/** What it came to; where that is no search, why. */
export type Found = Looked | { readonly left: Stopped | ModelError }

export class Side extends Contestant<Found> {
  readonly growth: Growth

  /** `goes` stands between it and what goes wrong in it. */
  constructor(view: View, way: Way, goes: (task: Task<Found>) => Task<Found> = (task) => task) {
    const growth = new Growth()
    super(view.meter, (meter) => goes(watched(looking({ ...view, meter }, way, growth), meter, growth)))
    this.growth = growth
  }
}

function* looking(view: View, way: Way, growth: Growth): Task<Found> {
  const found = yield* orStopped(looked(view, way, growth))
  return found instanceof Stopped ? { left: found } : found
}

/** Looks at what grows at the end of each turn: where that is does not depend on the machine. */
function* watched(task: Task<Found>, meter: Meter, growth: Growth): Task<Found> {
  for (;;) {
    const slice = task.next()
    if (slice.done === true) return slice.value
    if (meter.isTurnOver) growth.look(meter.progress.states)
    yield
  }
}

/** What closing meets beyond all bounds need not be what a search meets. */
export function* leaving(task: Task<Found>): Task<Found> {
  try {
    return yield* task
  } catch (error) {
    if (isEndless(error)) return { left: error }
    throw error
  }
}

export function isEndless(error: unknown): error is ModelError {
  return error instanceof ModelError && error.code === 'M007'
}

/** To its end. @throws Stopped before anything was searched */
export function* lookedBy(side: Side): Task<Looked> {
  while (side.found === undefined) yield* side.turn(turn)
  if (isLooked(side.found)) return side.found
  throw side.found.left
}

export function isLooked(found: Found): found is Looked {
  return !('left' in found)
}

/** Whether it is what was looked for: all states, or a violation. */
export function isDecided(found: Found | undefined): found is Looked {
  return found !== undefined && isLooked(found) && found.search.result.status !== 'incomplete'
}

export function whyLeft(found: Found): string {
  if (!isLooked(found)) return `the reduced search had to be left: ${found.left.message}`
  const { limit } = found.search.result
  return limit === undefined ? 'the reduced search ended, too' : `the reduced search came to ${limits[limit]}`
}

const limits: Readonly<Record<Limit, string>> = {
  states: 'the limit of states',
  memory: 'the limit of memory',
  time: 'the limit of time',
  interrupt: 'an interrupt',
  bound: 'its bound',
  proof: 'the budget of its proof',
  room: 'the end of its room',
}
