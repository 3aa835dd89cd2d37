import { chanceOf, chancePerRun, PctScheduler } from '../../explorer/orders/pct-scheduler.ts'
import { PreemptionBounded } from '../../explorer/orders/preemption-bounded.ts'
import { Random } from '../../explorer/orders/random.ts'
import { RandomRuns } from '../../explorer/orders/random-runs.ts'
import { UniformScheduler } from '../../explorer/orders/uniform-scheduler.ts'
import type { SearchOptions, StrategyMaker } from '../../explorer/search.ts'
import type { Verdict } from '../../verdict/verdict.ts'

/** Runs from the initial state, at each step of which any thread that can step does. */
export type RandomWalkOptions = {
  /** 10,000 unless given. */
  readonly runs?: number
  /** A run is broken off after so many steps; 1,000 unless given, 100 for PCT, whose promise fades with it. */
  readonly steps?: number
  /** The same seed gives the same runs. 1 unless given. */
  readonly seed?: number
}

/** Probabilistic concurrency testing (Burckhardt and others, ASPLOS 2010): runs with few, well placed preemptions. */
export type PctOptions = RandomWalkOptions & {
  /** 3 unless given: so many ordering constraints a violation may need to be found with the probability that the verdict states. */
  readonly bugDepth?: number
}

/** Every run with at most so many switches away from a thread that could go on (Musuvathi, Qadeer, PLDI 2007). */
export type PreemptionOptions = {
  /** 2 unless given. */
  readonly bound?: number
}

/** An order of search. The last three are for systems too big to finish: their clean verdict is *incomplete* and says what was covered. */
export type SearchKind =
  | 'breadth first'
  | 'depth first'
  | { readonly randomWalk: RandomWalkOptions }
  | { readonly pct: PctOptions }
  | { readonly preemptions: PreemptionOptions }

export function searchName(search: SearchKind = 'breadth first'): Verdict['search'] {
  if (typeof search === 'string') return search
  if ('randomWalk' in search) return 'random walk'
  return 'pct' in search ? 'PCT' : 'preemption bound'
}

/** Of options that were examined. */
export function strategyOf(search: SearchKind = 'breadth first'): NonNullable<SearchOptions['strategy']> {
  if (search === 'breadth first') return 'bfs'
  if (search === 'depth first') return 'dfs'
  if ('randomWalk' in search) return randomWalk(search.randomWalk)
  if ('pct' in search) return pct(search.pct)
  const { bound = 2 } = search.preemptions
  return (context) => new PreemptionBounded(context, bound)
}

function randomWalk(options: RandomWalkOptions): StrategyMaker {
  const { seed, ...bounds } = runBounds(options, 1_000)
  return (context) => {
    const random = new Random(seed)
    return new RandomRuns(context, {
      random,
      bounds,
      scheduler: () => new UniformScheduler(random),
      sample: (covered) => ({ kind: 'random walk', seed, ...covered, stepsPerRun: bounds.stepsPerRun }),
    })
  }
}

function pct(options: PctOptions): StrategyMaker {
  const { seed, ...bounds } = runBounds(options, 100)
  const { bugDepth = 3 } = options
  const { stepsPerRun } = bounds
  return (context) => {
    const random = new Random(seed)
    const threads = context.program.ir.threads.length
    const perRun = chancePerRun({ threads, stepsPerRun, bugDepth })
    return new RandomRuns(context, {
      random,
      bounds,
      scheduler: () => new PctScheduler(random, { threads, stepsPerRun, bugDepth }),
      sample: (covered) => ({
        kind: 'PCT',
        seed,
        ...covered,
        stepsPerRun,
        threads,
        bugDepth,
        chancePerRun: perRun,
        chance: chanceOf(covered.runs, perRun),
      }),
    })
  }
}

function runBounds({ runs = 10_000, steps, seed = 1 }: RandomWalkOptions, fewSteps: number) {
  return { runs, stepsPerRun: steps ?? fewSteps, seed }
}
