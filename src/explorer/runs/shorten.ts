/**
 * Shortens a run that a search came upon by chance. First breadth first from the initial state, as far as the budget goes: that gives the shortest run,
 * or proves that there is none shorter. Beyond the budget: circles are cut out, steps and rounds of one thread dropped, ways between states of the run
 * replaced by shorter ones, and steps joined with others of their thread.
 */
import type { Program } from '../../model/ir.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { Finding, Findings } from '../findings/findings.ts'
import type { FoundViolation } from '../findings/search-result.ts'
import type { UnpackedState } from '../states/layout.ts'
import type { Turn } from '../steps/walk.ts'
import { dropRounds } from './drop-rounds.ts'
import { dropSteps } from './drop-steps.ts'
import { firstViolationDepth } from './first-violation.ts'
import { joinSteps } from './join-steps.ts'
import { ScheduleRun } from './schedule-run.ts'
import { keyOf, shortcutFrom } from './shortcut.ts'
import { findShortestRun, type Run } from './shortest-run.ts'

export type ShortenOptions = {
  readonly program: Program
  readonly findings: Findings
  readonly finding: Finding
  /** From the initial state to the violating one. */
  readonly path: readonly UnpackedState[]
  readonly limitBytes: number
  readonly meter: Meter
  /** States that a breadth-first search may see, and steps that trials may take, before shortening makes do with what it has. */
  readonly budget?: number | undefined
}

export const SHORTENING_BUDGET = 200_000

/** The shortest run; `undefined` where the budget or the memory is not enough. @throws Stopped */
export function* leastRun(
  { program, findings, finding, limitBytes, meter, budget = SHORTENING_BUDGET }: Omit<ShortenOptions, 'path'>,
  isFoundByChance = true,
): Task<Run | undefined> {
  const { violation } = finding
  const depth = isFoundByChance
    ? yield* firstViolationDepth(program, findings, violation, finding.depth, budget, meter)
    : finding.depth
  if (depth === undefined) return undefined
  const least = { violation, depth }
  return yield* findShortestRun({ program, findings, finding: least, limitBytes, meter, chooser: undefined })
}

/** @throws Stopped */
export function* shortened(options: ShortenOptions): Task<Run> {
  const { program, findings, finding, path, meter, budget = SHORTENING_BUDGET } = options
  const shortest = yield* leastRun({ ...options, finding: { ...finding, depth: path.length - 1 } })
  if (shortest !== undefined) return shortest
  const run = new ScheduleRun(program, findings, finding.violation, meter)
  let turns: readonly Turn[] = run.turnsOf(withoutCircles(path), undefined)
  for (let before = Number.POSITIVE_INFINITY; turns.length < before; ) {
    before = turns.length
    turns = yield* dropSteps(run, turns, budget)
    turns = yield* dropRounds(run, turns, budget)
    turns = yield* throughShortcuts(run, turns, budget)
  }
  turns = yield* joinSteps(run, turns, budget)
  return {
    states: run.statesOf(turns),
    threads: turns.map(({ thread }) => thread),
    hasFewestSwitches: false,
    isShortest: false,
  }
}

/** The same run, or one that is no longer and switches less often between threads. @throws Stopped */
export function* joinedRun(
  program: Program,
  findings: Findings,
  violation: FoundViolation,
  { states, threads }: Pick<Run, 'states' | 'threads'>,
  meter: Meter,
): Task<Pick<Run, 'states' | 'threads'>> {
  const run = new ScheduleRun(program, findings, violation, meter)
  const turns = yield* joinSteps(run, run.turnsOf(states, threads), SHORTENING_BUDGET)
  return { states: run.statesOf(turns), threads: turns.map(({ thread }) => thread) }
}

/** Between two visits to one state nothing has happened that is needed. */
function withoutCircles(path: readonly UnpackedState[]): UnpackedState[] {
  const last = new Map(path.map((state, index) => [keyOf(state), index]))
  const kept: UnpackedState[] = []
  for (let at = 0; at < path.length; ) {
    const state = path[at] as UnpackedState // within its length
    kept.push(state)
    at = (last.get(keyOf(state)) ?? at) + 1
  }
  return kept
}

/** Replaces ways between states of the run, from its last states to its first, whose ways are the longest. */
function* throughShortcuts(run: ScheduleRun, start: readonly Turn[], budget: number): Task<readonly Turn[]> {
  let states: readonly UnpackedState[] = run.statesOf(start)
  const limitStates = Math.max(64, Math.floor(budget / states.length))
  for (let from = states.length - 2; from >= 0; from--) {
    yield* run.pause()
    const shortcut = shortcutFrom(run, states, from, limitStates)
    if (shortcut === undefined) continue
    const rest = shortcut.to === undefined ? [] : states.slice(shortcut.to + 1)
    states = [...states.slice(0, from), ...shortcut.states, ...rest]
    from = Math.min(from, states.length - 1)
  }
  return run.tried(run.turnsOf(states, undefined)) ?? start
}
