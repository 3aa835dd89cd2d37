/**
 * A reduced search of tables that grow while they are searched. What they do not say yet (where an answer leads) is taken for the end of its
 * thread, so the sets chosen in one pass are right for that system; with the proviso they preserve every local state of every thread, hence
 * whether one of these ends can be reached. A pass that met nothing new has shown that none can, and speaks for the true system; any other
 * is repeated with what was learnt. A violation is real in any pass. A short search of all interleavings comes first: most is met early.
 */
import type { Ir, Program } from '../../model/ir.ts'
import { UNKNOWN } from '../../model/ir.ts'
import type { SearchResult } from '../findings/search-result.ts'
import { type Progress, type Search, type SearchOptions, startSearch, timeLeftMs } from '../search.ts'
import type { ThreadChooser } from '../steps/generate.ts'
import type { StubbornChooser } from '../stubborn/sets/stubborn-chooser.ts'
import { type StubbornEvidence, type StubbornOptions, stubbornSets } from '../stubborn/sets/stubborn-sets.ts'

export type SettledOptions = SearchOptions & {
  readonly stubborn?: StubbornOptions
  /** States of the unreduced beginning, if the tables may grow. */
  readonly unreducedStates?: number
  /** Goes between each pass and its sets. */
  readonly watch?: (chooser: StubbornChooser) => ThreadChooser
}

/** How the reduction went in the search whose result is reported, the last one. */
export type SettledEvidence = {
  /** Reduced passes up to it; 0: the search ended before any, or the reduction was refused. */
  readonly passes: number
  readonly sets?: StubbornEvidence
  readonly refused?: string
}

export type SettledSearch = Search & { evidence(): SettledEvidence }

const UNREDUCED_STATES = 4_096

/** Like `startSearch`, with stubborn sets; `complete` only where a pass met nothing new. */
export function startSettledSearch(program: Program, options: SettledOptions = {}): SettledSearch {
  return new Passes(program, options)
}

class Passes implements SettledSearch {
  readonly #program: Program
  readonly #options: SettledOptions
  readonly #mayGrow: boolean
  readonly #startMs: number
  #search: Search
  #isReduced = false
  #known = 0
  #passes = 0
  #sets: StubbornEvidence | undefined
  #refused: string | undefined
  #isInterrupted = false
  /** Whether another pass was wanted and the interrupt came before it. */
  #isCut = false

  constructor(program: Program, options: SettledOptions) {
    this.#program = program
    this.#options = options
    this.#startMs = options.clock?.() ?? 0
    const sets = stubbornSets(program, options.stubborn)
    this.#mayGrow = !('refused' in sets) && sets.evidence.mayMeetUnknown
    this.#search = this.#mayGrow && this.#unreducedStates > 0 ? this.#startUnreduced() : this.#startPass(sets)
  }

  advance(): boolean {
    if (this.#search.advance()) return true
    if (!this.#wantsPass(this.#search.result())) return false
    this.#isCut = this.#isInterrupted
    if (this.#isCut) return false
    this.#search = this.#startPass(stubbornSets(this.#program, this.#options.stubborn))
    return true
  }

  interrupt(): void {
    this.#isInterrupted = true
    this.#search.interrupt()
  }

  progress(): Progress {
    return this.#search.progress()
  }

  result(): SearchResult {
    const result = this.#isCut ? cut(this.#search.result()) : this.#search.result()
    const { counterexample } = result
    if (counterexample === undefined || !this.#isReduced || !this.#mayGrow) return result
    return { ...result, counterexample: { ...counterexample, isShortest: false } }
  }

  evidence(): SettledEvidence {
    return {
      passes: this.#passes,
      ...(this.#sets !== undefined && { sets: this.#sets }),
      ...(this.#refused !== undefined && { refused: this.#refused }),
    }
  }

  #wantsPass({ status, limit }: SearchResult): boolean {
    if (status === 'violated' && this.#options.stopAtFirst !== false) return false
    const { limitStates = Number.POSITIVE_INFINITY } = this.#options
    if (!this.#isReduced)
      return limit === 'states' && this.#unreducedStates < limitStates && this.#refused === undefined
    const settles = this.#options.stubborn?.rules?.settles ?? true
    return limit === undefined && settles && knownEntries(this.#program.ir) !== this.#known
  }

  get #unreducedStates(): number {
    return this.#options.unreducedStates ?? UNREDUCED_STATES
  }

  #startUnreduced(): Search {
    const { limitStates = Number.POSITIVE_INFINITY } = this.#options
    return startSearch(this.#program, {
      ...this.#options,
      limitStates: Math.min(limitStates, this.#unreducedStates),
    })
  }

  #startPass(sets: ReturnType<typeof stubbornSets>): Search {
    const leftMs = timeLeftMs(this.#options, this.#startMs)
    this.#known = knownEntries(this.#program.ir)
    if ('refused' in sets) {
      this.#refused = sets.refused
      this.#isReduced = false
      this.#passes = 0
      this.#sets = undefined
      return startSearch(this.#program, { ...this.#options, limitMs: leftMs })
    }
    this.#isReduced = true
    this.#passes++
    this.#sets = sets.evidence
    const chooser = this.#options.watch?.(sets.chooser) ?? sets.chooser
    return startSearch(this.#program, { ...this.#options, limitMs: leftMs, chooser })
  }
}

/** A search that has come to its own end or limit and does not speak for the true system. */
function cut(result: SearchResult): SearchResult {
  return { ...result, status: result.violation === undefined ? 'incomplete' : 'violated', limit: 'interrupt' }
}

/** How much the tables say of where threads go. Grows whenever an unknown answer is met. */
function knownEntries({ threads }: Ir): number {
  return threads.reduce(
    (sum, { pending, next, failure }) =>
      sum + pending.length + count(failure) + next.reduce((known, targets) => known + count(targets), 0),
    0,
  )
}

function count(targets: readonly number[]): number {
  return targets.reduce((known, target) => (target === undefined || target === UNKNOWN ? known : known + 1), 0)
}
