/**
 * The default way: never much worse than the full search. Open tables and a full breadth-first search come first, which is the whole check of nearly
 * every design, with the shortest run and the fewest switches for nothing. After that the full and the reduced search take turns, and the first that
 * decides wins. The reduced one goes on until it has done as much work as the full one seems to need (tasks/outlook.ts): it costs about twice the cheaper of
 * both. Each is sound by itself and has tables of its own. Work is counted, never timed, so that the same design goes the same way on every machine.
 */
import { statesOfFullSearch } from '../../explorer/reduced/shortest.ts'
import { Outlook } from '../../tasks/outlook.ts'
import type { Task } from '../../tasks/task.ts'
import type { Growth } from './growth.ts'
import type { Looked, View, Way } from './looked.ts'
import { type Found, isDecided, isEndless, isLooked, leaving, lookedBy, Side, turn, whyLeft } from './side.ts'

export type Terms = {
  /** Work of the full search before there is a race, in the meter's units: 2^19 edges. */
  readonly prologue: number
  readonly turn: number
  /** Work that the reduced search may do beside, before the other goes on. */
  readonly headStart?: number
  /** Of closing, beside that of values. */
  readonly closing?: Way['budget']
  /** Comparisons of the proof of symmetry. */
  readonly proofBudget: number
}

const terms: Terms = { prologue: 2 ** 19 / 5, turn, proofBudget: Number.POSITIVE_INFINITY }

/** Closing is left where it meets so many times the values that a search knows all of, if they are many. */
const overshoot = 4
const leastOvershoot = 512

type Contest = {
  readonly full: Side
  /** Of the full one. */
  readonly outlook: Outlook
  readonly reduced: Side
  readonly view: View
  readonly terms: Pick<Terms, 'turn' | 'headStart'>
}

/** @throws Stopped before anything was searched; ModelError where the design is at fault. */
export function* contest(view: View, its: Terms = terms): Task<Looked> {
  const { meter, options } = view
  const { prologue, turn } = its
  const full = new Side(view, { kind: 'none', closes: false })
  const outlook = new Outlook(full.meter)
  for (let work = 0; full.found === undefined && isAlone(work, prologue, outlook); work += turn) {
    yield* full.turn(turn)
    outlook.look()
  }
  if (isDecided(full.found) || options.keepGoing === true || meter.stop !== undefined) return yield* lookedBy(full)
  const again = { ...view, design: view.system.build(), entered: () => {} }
  const reduced = new Side(again, reducedWay(full.growth, its), leaving)
  const looked = yield* race({ full, outlook, reduced, view, terms: its })
  for (const side of [full, reduced]) side.leave()
  return looked
}

/** For as long again where the end seems near: what comes beside it would hardly be over before. */
function isAlone(work: number, prologue: number, outlook: Outlook): boolean {
  return work < prologue || (work < 2 * prologue && outlook.isNear)
}

function reducedWay({ settledValues }: Growth, { closing, proofBudget }: Terms): Way {
  const values = settledValues.map((count) =>
    count === undefined ? Number.POSITIVE_INFINITY : Math.max(leastOvershoot, overshoot * count),
  )
  return { kind: 'all', budget: { values, ...closing }, searchesAgain: false, triesSymmetryAlone: true, proofBudget }
}

function* race(contest: Contest): Task<Looked> {
  const { full, outlook, reduced, view } = contest
  const { turn, headStart = 0 } = contest.terms
  const { limitBytes, storableBytes } = view.meter
  for (const { meter } of [full, reduced]) meter.limitBytes = storableBytes / 2
  while (full.found === undefined || reduced.found === undefined) {
    const isFullNext = reduced.found !== undefined || reduced.meter.spent >= outlook.work + headStart
    const [next, other] = full.found === undefined && isFullNext ? [full, reduced] : [reduced, full]
    yield* next.turn(turn)
    outlook.look()
    if (next.found === undefined) continue
    if (isDecided(next.found))
      return next === full ? inFull(next.found, other.found) : yield* reducedly(next.found, contest)
    other.meter.limitBytes = limitBytes
  }
  return neither(full.found, reduced.found, view)
}

function inFull(full: Looked, reduced: Found | undefined): Looked {
  return because(full, reduced === undefined ? 'the full search ended first' : whyLeft(reduced))
}

/** What it found may have a shorter run, and one of fewer switches, for which the full search goes on a little, or as long as is asked for. */
function* reducedly(reduced: Looked, { full, view: { options }, terms: { turn } }: Contest): Task<Looked> {
  const { search } = reduced
  if (search.result.status !== 'violated' || options.search === 'depth first') return reduced
  full.meter.forbidExplaining()
  const isShortest = search.result.counterexample?.isShortest === true
  const most = statesOfFullSearch(isShortest, options.shortest ?? false)
  try {
    while (full.found === undefined && full.meter.progress.states < most) yield* full.turn(turn)
  } catch (error) {
    if (!isEndless(error)) throw error // a violation in hand is not lost to what grows beyond it
    return reduced
  }
  if (isDecided(full.found) && full.found.search.result.counterexample !== undefined) return full.found
  if (isShortest) return reduced
  return { ...reduced, search: { ...search, grounds: [...search.grounds, { kind: 'found reduced' }] } }
}

/** The full search, which saw more; where somebody ended both, by that. @throws Stopped */
function neither(full: Found, reduced: Found, { meter }: View): Looked {
  const seen = isLooked(full) ? full : reduced
  if (!isLooked(seen)) throw seen.left
  const { stop } = meter
  if (stop === undefined) return seen === full ? because(seen, whyLeft(reduced)) : seen
  return { ...seen, search: { ...seen.search, result: { ...seen.search.result, limit: stop } } }
}

function because(looked: Looked, why: string): Looked {
  const { search } = looked
  return { ...looked, search: { ...search, grounds: [...search.grounds, { kind: 'not reduced', why }] } }
}
