/** What stubborn sets promise of one system, as functions that say what is broken. */

import { CheckingChooser } from '../src/explorer/audit/check-chosen-sets.ts'
import { StubbornDefinition } from '../src/explorer/audit/stubborn-definition.ts'
import type { SearchResult } from '../src/explorer/findings/search-result.ts'
import { type SettledOptions, settledSearch } from '../src/explorer/reduced/settled-search.ts'
import { runSearch } from '../src/explorer/search.ts'
import { type Rules, soundRules } from '../src/explorer/stubborn/facts/rules.ts'
import type { StubbornChooser } from '../src/explorer/stubborn/sets/stubborn-chooser.ts'
import { type StubbornOptions, type StubbornSets, stubbornSets } from '../src/explorer/stubborn/sets/stubborn-sets.ts'
import type { Program } from '../src/model/ir.ts'
import { finished } from '../src/tasks/task.ts'
import { hiddenProgramOf, type IrSpec, programOf } from './arbitraries/random-ir.ts'
import { naiveCheck } from './naive-checker.ts'
import { nameOf } from './name-of.ts'
import { explore } from './reduced-checker.ts'

export type Sets = {
  readonly chooser: Pick<StubbornSets['chooser'], 'keepsOwed' | 'prepare' | 'threadsToExpand' | 'setAt'>
  readonly evidence: Pick<StubbornSets['evidence'], 'hasProviso'>
}

export type Kept = Pick<StubbornOptions, 'preserves' | 'environment'>

/** What is asked of sets that tests look at closest: without what refines them. */
export const plain: Kept = { preserves: 'valuations', environment: 'never' }

export function setsOf(program: Program, rules: Partial<Rules> = soundRules, kept: Kept = plain): StubbornSets {
  const sets = finished(stubbornSets(program, { rules, ...kept }))
  if ('refused' in sets) throw new Error(sets.refused)
  return sets
}

/** What a search of all interleavings finds and a reduced one does not, or the other way round. */
export function lost(
  program: Program,
  { chooser, evidence }: Sets = setsOf(program),
  { preserves }: Kept = plain,
): string | undefined {
  const full = explore(program)
  const reduced = explore(program, chooser)
  if (!isSame(full.depths, reduced.depths)) return 'deadlocks at their least depths'
  if (!isSame(full.failures, reduced.failures)) return 'failing operations'
  if (!isSame(full.shown, reduced.shown)) return 'properties shown'
  const isForDeadlocks = program.ir.properties.every(({ observes }) => observes.length === 0)
  if (preserves === 'valuations' && !isForDeadlocks && !isSame(full.valuations, reduced.valuations)) return 'valuations'
  if (evidence.hasProviso && !isSame(full.locals, reduced.locals)) return 'local states'
  return undefined
}

/** A set that a reduced search chose, where it chose it, and that is none by definition. */
export function wrongSet(program: Program, { chooser }: Sets = setsOf(program)): object | undefined {
  const checking = new CheckingChooser(chooser, new StubbornDefinition(program))
  explore(program, checking)
  return checking.checked.wrong
}

/** The same of the sets that a settled search chooses once a search of all interleavings has met what there is to meet. */
export function wrongSettledSet(spec: IrSpec): object | undefined {
  const program = hiddenProgramOf(spec)
  runSearch(program, { stopAtFirst: false, wantsCounterexample: false })
  const definition = new StubbornDefinition(program)
  const choosers: CheckingChooser[] = []
  const watch = (chooser: StubbornChooser): CheckingChooser => {
    choosers.push(new CheckingChooser(chooser, definition))
    return choosers.at(-1)!
  }
  finished(settledSearch(program, { stopAtFirst: false, unreducedStates: 0, watch }))
  return choosers.at(-1)?.checked.wrong
}

/** What a settled search of tables that know only their start does not find as a search of all interleavings does. */
export function lostUnsettled(spec: IrSpec, rules: Partial<Rules> = soundRules): object | undefined {
  const program = hiddenProgramOf(spec)
  const options = { stopAtFirst: false, stubborn: { rules }, unreducedStates: 0 }
  const { result, evidence } = finished(settledSearch(program, options))
  const keepsLocals = evidence.sets?.hasProviso !== false // else it knew in the end that nothing was unknown
  const known = programOf(spec)
  const naive = naiveCheck(known)
  const found = {
    deadlocks: result.deadlocks,
    fails: result.failures > 0,
    shown: result.properties.map(({ states }) => states > 0),
    errors: result.properties.map(({ error }) => error !== undefined),
    locals: program.ir.threads.map(({ stored }, thread) =>
      stored.reduce((sum, is, local) => sum + (is && (local === 0 || result.coverage.isMet(thread, local)) ? 1 : 0), 0),
    ),
  }
  const expected = {
    deadlocks: naive.deadlocks.length,
    fails: naive.failures.length > 0,
    shown: naive.properties.map(({ states }) => states > 0),
    errors: naive.properties.map((_, property) => naive.violations.has(`error in property ${property}`)),
    locals: known.ir.threads.map(
      (_, thread) => new Set(naive.states.map((state) => JSON.parse(state).locals[thread])).size,
    ),
  }
  if (!keepsLocals) expected.locals = found.locals
  return JSON.stringify(found) === JSON.stringify(expected) ? undefined : { found, expected }
}

/** Of a settled search: in which order it goes, and how much it learns before its first pass. */
export type Settling = { readonly strategy: 'bfs' | 'dfs'; readonly unreducedStates: number }

/** What a settled search says of tables that know only their start and is not so: its verdict, or what one of its passes has met, the last or not. */
export function unreal(spec: IrSpec, settling: Settling): object | undefined {
  const known = programOf(spec)
  const naive = naiveCheck(known)
  const { isDeadlockViolation } = known.ir
  const expected = [...naive.violations.keys()].filter((kind) => kind !== 'deadlock' || isDeadlockViolation)
  const { status, violation } = settled(hiddenProgramOf(spec), { ...settling, wantsCounterexample: false })
  if (status !== (expected.length > 0 ? 'violated' : 'complete')) return { status, expected }
  if (violation !== undefined && !expected.includes(nameOf(violation))) return { violation, expected }
  const program = hiddenProgramOf(spec)
  for (let pass = 0; pass < PASSES; pass++) {
    const { deadlocks, failures, properties } = onePass(
      program,
      pass === 0 ? settling : { ...settling, unreducedStates: 0 },
    )
    const isMore = properties.some(({ states }, property) => states > naive.properties[property]!.states)
    if (deadlocks > naive.deadlocks.length || failures > naive.failures.length || isMore)
      return { pass, deadlocks, failures, properties }
  }
  return undefined
}

/** So many passes over the same tables are looked at one by one. */
const PASSES = 4

function onePass(program: Program, settling: Settling): SearchResult {
  const stubborn = { rules: { settles: false } }
  return settled(program, { ...settling, stopAtFirst: false, wantsCounterexample: false, stubborn })
}

function settled(program: Program, options: SettledOptions): SearchResult {
  return finished(settledSearch(program, options)).result
}

function isSame<T>(a: ReadonlyMap<T, number> | ReadonlySet<T>, b: ReadonlyMap<T, number> | ReadonlySet<T>): boolean {
  return a.size === b.size && [...a.keys()].every((key) => b.has(key) && valueOf(a, key) === valueOf(b, key))
}

function valueOf<T>(of: ReadonlyMap<T, number> | ReadonlySet<T>, key: T): number | undefined {
  return of instanceof Map ? of.get(key) : undefined
}
