import { existing } from '../../errors/at.ts'
import type { Program, ThreadIndex } from '../../model/ir.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { Findings } from '../findings/findings.ts'
import type { FoundViolation } from '../findings/search-result.ts'
import type { UnpackedState } from '../states/layout.ts'
import { Coverage } from '../steps/coverage.ts'
import { type Turn, Walk } from '../steps/walk.ts'

const workOfStep = 2

/** Follows schedules, to see whether they still violate: what shortening tries its candidates with. */
export class ScheduleRun {
  /** Steps taken in all trials together. */
  steps = 0
  readonly #walk: Walk
  readonly #findings: Findings
  readonly #violation: FoundViolation
  readonly #meter: Meter

  constructor(program: Program, findings: Findings, violation: FoundViolation, meter: Meter) {
    this.#walk = new Walk(program, new Coverage(program.ir.threads.length), false)
    this.#findings = findings
    this.#violation = violation
    this.#meter = meter
  }

  /** A step of a trial that the caller makes. @throws Stopped */
  spend(): void {
    this.#meter.spend(workOfStep)
  }

  /** Between trials. @throws Stopped */
  *pause(): Task<void> {
    this.#meter.spend(workOfStep)
    if (this.#meter.isDue) yield* this.#meter.pause()
  }

  get walk(): Walk {
    return this.#walk
  }

  /** Follows the turns, without those that cannot be taken, until the violation; answers the turns taken, or `undefined` if it does not come. */
  tried(turns: readonly Turn[]): Turn[] | undefined {
    const taken: Turn[] = []
    this.#walk.restart()
    if (this.#isThere(false)) return taken
    for (const turn of turns) {
      const successors = this.#walk.expand()
      this.steps++
      this.#meter.spend(workOfStep)
      const successor = this.#walk.successorOf(turn, successors)
      if (successor === undefined) continue
      taken.push(this.#walk.turnOf(successor))
      this.#walk.take(successor)
      if (this.#violation.kind !== 'deadlock' && this.#isThere(false)) return taken
    }
    if (this.#violation.kind !== 'deadlock') return undefined
    this.#walk.expand()
    return this.#isThere(this.#walk.isStuck) ? taken : undefined
  }

  /** The turns that lead from state to state. */
  turnsOf(states: readonly UnpackedState[], threads: readonly ThreadIndex[] | undefined): Turn[] {
    this.#walk.restart()
    return states.slice(1).map((state, index) => {
      this.#meter.spend(workOfStep)
      const successors = this.#walk.expand()
      for (let successor = 0; successor < successors; successor++) {
        const thread = threads?.[index]
        if (thread !== undefined && this.#walk.threadOf(successor) !== thread) continue
        const turn = this.#walk.turnOf(successor)
        const before = this.#walk.here()
        this.#walk.take(successor)
        if (isSame(this.#walk.here(), state)) return turn
        this.#walk.goTo(before)
        this.#walk.expand()
      }
      throw new RangeError(`no step leads to state ${index + 1} of the run`)
    })
  }

  /** The states on the way of turns that can all be taken. */
  statesOf(turns: readonly Turn[]): UnpackedState[] {
    this.#walk.restart()
    return [
      this.#walk.here(),
      ...turns.map((turn) => {
        this.#meter.spend(workOfStep)
        this.#walk.take(existing(this.#walk.successorOf(turn, this.#walk.expand()), 'a turn that can be taken'))
        return this.#walk.here()
      }),
    ]
  }

  /** Whether the state where the walk is violates in the same way. */
  isViolating(): boolean {
    return this.#isThere(this.#walk.isStuck)
  }

  #isThere(isStuck: boolean): boolean {
    return this.#findings.violatesAlike(this.#violation, this.#walk.layout, this.#walk.state, 0, isStuck)
  }
}

function isSame(a: UnpackedState, b: UnpackedState): boolean {
  return (
    a.values.every((value, object) => value === b.values[object]) &&
    a.locals.every((local, thread) => local === b.locals[thread])
  )
}
