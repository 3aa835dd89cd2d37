/** What stubborn sets promise of one system, as functions that say what is broken. */

import { hiddenProgramOf, type IrSpec, programOf } from 'lockproof/fast-check'
import { createLayout, pack } from '../src/explorer/layout.ts'
import { checkChosenSet } from '../src/explorer/stubborn/check-chosen-sets.ts'
import { type Rules, soundRules } from '../src/explorer/stubborn/rules.ts'
import { startSettledSearch } from '../src/explorer/stubborn/settled-search.ts'
import { type StubbornOptions, type StubbornSets, stubbornSets } from '../src/explorer/stubborn/stubborn-sets.ts'
import type { Program } from '../src/model/ir.ts'
import { naiveCheck } from './naive-checker.ts'
import { explore } from './reduced-checker.ts'

export type Sets = {
  readonly chooser: Pick<StubbornSets['chooser'], 'prepare' | 'threadsToExpand' | 'setAt'>
  readonly evidence: Pick<StubbornSets['evidence'], 'hasProviso'>
}

export type Kept = Pick<StubbornOptions, 'preserves' | 'environment'>

/** What is asked of sets that tests look at closest: without what refines them. */
export const plain: Kept = { preserves: 'valuations', environment: 'never' }

export function setsOf(program: Program, rules: Partial<Rules> = soundRules, kept: Kept = plain): StubbornSets {
  const sets = stubbornSets(program, { rules, ...kept })
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
  const layout = createLayout(program.ir)
  const packed = new Int32Array(layout.words)
  let wrong: object | undefined
  explore(program, chooser, (state) => {
    if (wrong !== undefined) return
    pack(layout, state, packed, 0)
    const checked = checkChosenSet(program, state, chooser.setAt(packed, 0), Number.POSITIVE_INFINITY)
    if (typeof checked === 'object') wrong = checked
  })
  return wrong
}

/** What a settled search of tables that know only their start does not find as a search of all interleavings does. */
export function lostUnsettled(spec: IrSpec, rules: Partial<Rules> = soundRules): object | undefined {
  const program = hiddenProgramOf(spec)
  const search = startSettledSearch(program, { stopAtFirst: false, stubborn: { rules }, unreducedStates: 0 })
  while (search.advance());
  const result = search.result()
  const keepsLocals = search.evidence().sets?.hasProviso !== false // else it knew in the end that nothing was unknown
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

function isSame<T>(a: ReadonlyMap<T, number> | ReadonlySet<T>, b: ReadonlyMap<T, number> | ReadonlySet<T>): boolean {
  return a.size === b.size && [...a.keys()].every((key) => b.has(key) && valueOf(a, key) === valueOf(b, key))
}

function valueOf<T>(of: ReadonlyMap<T, number> | ReadonlySet<T>, key: T): number | undefined {
  return of instanceof Map ? of.get(key) : undefined
}
