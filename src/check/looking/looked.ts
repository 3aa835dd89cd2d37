/** One way to look at the states of a design: compile it, closed or open, and search. */
import { UsageError } from '../../errors/usage-error.ts'
import type { Reduced, ReductionKind } from '../../explorer/reduced/reduced.ts'
import { type HowToReduce, reducedSearch } from '../../explorer/reduced/reduction.ts'
import type { PlainSearchOptions } from '../../explorer/search.ts'
import { type Compiled, type CompileOptions, compiling } from '../../model/compile/compile.ts'
import type { System } from '../../model/language/system.ts'
import type { Design } from '../../model/protocol/design.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { CheckOptions, Phase } from '../options/check-options.ts'
import { searchName, strategyOf } from '../options/search-kinds.ts'
import { atRestOf } from '../waiting/callers.ts'
import type { Growth } from './growth.ts'

/** What is looked at, and with which options. */
export type View = {
  readonly system: System
  readonly design: Design
  readonly options: CheckOptions
  readonly meter: Meter
  /** Told what the check does next. */
  readonly entered: (phase: Phase) => void
}

/** What a search found, and the tables that it found it in. */
export type Looked = {
  readonly compiled: Compiled
  readonly compileMs: number
  readonly search: Reduced
  /** What grew while it was searched, and seems to go on. */
  readonly growth: Growth
}

export type Way = Pick<CompileOptions, 'closes' | 'budget'> &
  Pick<HowToReduce, 'searchesAgain' | 'triesSymmetryAlone' | 'proofBudget'> & { readonly kind: ReductionKind }

/** @throws Stopped while it is compiled; ModelError where the design is at fault. */
export function* looked({ design, options, meter, entered }: View, way: Way, growth: Growth): Task<Looked> {
  const { closes = true, budget = {}, kind, ...how } = way
  entered('compiling')
  const compiled = yield* compiling(design, { minimise: options.minimise ?? true, closes, budget, meter })
  growth.of(compiled)
  const compileMs = meter.elapsedMs
  entered('searching')
  const chooser = atRestOf(compiled)
  if (chooser !== undefined && typeof options.search === 'object') throw samplesAtRest(options)
  const search = yield* reducedSearch(compiled.program, kind, searchOptions({ options, meter }), {
    ...how,
    isShortestAsked: options.shortest ?? false,
    isRandomWalk: typeof options.search === 'object' && 'randomWalk' in options.search,
    ...(chooser && { ofDesign: chooser }),
  })
  return { compiled, compileMs, search, growth }
}

/** Who steps where all are at rest is known to whole searches alone. */
function samplesAtRest({ search }: CheckOptions): UsageError {
  const expected = "'breadth first' or 'depth first'"
  const seen = searchName(search)
  return new UsageError(
    'U006',
    `What is seen at rest is not looked for by samples: expected ${expected}, saw ${seen}.`,
    {
      expected,
      seen,
    },
  )
}

export function searchOptions({ options, meter }: Pick<View, 'options' | 'meter'>): PlainSearchOptions {
  return {
    strategy: strategyOf(options.search),
    stopAtFirst: options.keepGoing !== true,
    limitStates: options.limits?.states,
    meter,
  }
}
