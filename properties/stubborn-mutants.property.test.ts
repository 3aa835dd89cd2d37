import fc from 'fast-check'
import { cell, either, may, system } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { type Layout, unpack } from '../src/explorer/states/layout.ts'
import type { ThreadChooser } from '../src/explorer/steps/generate.ts'
import type { Rules } from '../src/explorer/stubborn/facts/rules.ts'
import type { ChosenSet } from '../src/explorer/stubborn/sets/chosen-set.ts'
import { compile } from '../src/model/compile/compile.ts'
import type { Program } from '../src/model/ir.ts'
import { type IrSpec, programOf, richIrSpec } from './arbitraries/random-ir.ts'
import { lost, lostUnsettled, plain, type Sets, setsOf, wrongSet } from './stubborn-laws.ts'

/** The test of the tests: each thing that makes stubborn sets sound is left out, and must be missed within so many systems. */
const SYSTEMS_BY_SEARCH = 2_000
const SYSTEMS_BY_DEFINITION = 200

/** For a machine that has much else to do. */
const LIMIT_MS = 120_000

type Mutant = { readonly name: string; readonly rules: Partial<Rules> }

const mutantsOfKeys: readonly Mutant[] = [
  { name: 'no proviso', rules: { proviso: 'ignored' } },
  { name: 'a proviso on any chosen thread', rules: { proviso: 'of any chosen thread' } },
  { name: 'visibility ignored', rules: { visibility: 'ignored' } },
  { name: 'a visible step not taken alone', rules: { visibility: 'of a lone key' } },
]

const mutantsOfSets: readonly Mutant[] = [
  {
    name: 'all conflicts on one object forgotten',
    rules: { clash: ({ object, writesP, writesQ }) => object !== 0 && (writesP || writesQ) },
  },
  { name: 'conflicts of a read and a write forgotten', rules: { clash: ({ writesP, writesQ }) => writesP && writesQ } },
  { name: "others' writes to what I read forgotten", rules: { clash: ({ writesP }) => writesP } },
  { name: 'my writes to what others read forgotten', rules: { clash: ({ writesQ }) => writesQ } },
  {
    name: 'one pair of steps forgotten',
    rules: { forgets: (p, q) => p.join() === '0,0' && q.join() === '1,0' },
  },
  { name: 'pending steps only', rules: { futures: false } },
  { name: 'a blocked member pulls nobody in', rules: { blockedMembers: false } },
  { name: 'commute at some values', rules: { everyValue: false } },
  { name: 'enabled or changed by others', rules: { backward: false } },
  { name: 'disabled by others', rules: { forward: false } },
]

function isMissed(systems: number, law: (spec: IrSpec) => object | string | undefined): boolean {
  const isKept = fc.property(richIrSpec, (spec) => law(spec) === undefined)
  return fc.check(isKept, { numRuns: systems, endOnFailure: true }).failed
}

/** Compares steps at the values of the states it was asked about, from then on. */
class ValuesMetSoFar implements ThreadChooser {
  readonly keepsOwed = true
  readonly evidence: Sets['evidence']
  readonly #program: Program
  readonly #met: Set<number>[]
  #layout: Layout | undefined
  #chooser: Sets['chooser']

  constructor(program: Program) {
    this.#program = program
    this.#met = program.ir.objects.map(({ initial }) => new Set([initial]))
    const sets = this.#sets()
    this.#chooser = sets.chooser
    this.evidence = sets.evidence
  }

  prepare(layout: Layout): void {
    this.#layout = layout
    this.#chooser.prepare(layout)
  }

  threadsToExpand(states: Int32Array, at: number): number {
    this.#meet(states, at)
    return this.#chooser.threadsToExpand(states, at)
  }

  setAt(states: Int32Array, at: number): ChosenSet {
    this.#meet(states, at)
    return this.#chooser.setAt(states, at)
  }

  #meet(states: Int32Array, at: number): void {
    const layout = this.#layout!
    const { values } = unpack(layout, states, at)
    if (values.every((value, object) => this.#met[object]!.has(value))) return
    for (const [object, value] of values.entries()) this.#met[object]!.add(value)
    this.#chooser = this.#sets().chooser
    this.#chooser.prepare(layout)
  }

  #sets(): Sets {
    return setsOf(this.#program, { compares: (object, value) => this.#met[object]!.has(value) })
  }
}

function withValuesMetSoFar(program: Program): Sets {
  const chooser = new ValuesMetSoFar(program)
  return { chooser, evidence: chooser.evidence }
}

/** V owes its step at first; once B has stored, only what nobody owes is left of it. The two steps commute all the same. */
const halfOwed = system('half owed', ({ shared, thread }) => {
  const { a } = shared({ a: cell([0, 1]) })
  thread('V', function* () {
    yield* either(a.when(0).store(1), may(a.when(1).store(1)))
  })
  thread('B', () => a.store(1))
})

describe('wrong stubborn sets are noticed', () => {
  test.each([...mutantsOfKeys, ...mutantsOfSets])(
    'by comparing with the full search: $name',
    ({ rules }) => {
      expect(isMissed(SYSTEMS_BY_SEARCH, (spec) => lost(programOf(spec), setsOf(programOf(spec), rules)))).toBe(true)
    },
    LIMIT_MS,
  )

  test('a key that is owed its step on some of its paths only', () => {
    const { program } = compile(halfOwed.build())
    expect(lost(program)).toBeUndefined()
    expect(lost(program, setsOf(program, { owed: 'ignored' }))).toBe('deadlocks at their least depths')
  })

  test.each(mutantsOfSets)(
    'by their definition: $name',
    ({ rules }) => {
      expect(isMissed(SYSTEMS_BY_DEFINITION, (spec) => wrongSet(programOf(spec), setsOf(programOf(spec), rules)))).toBe(
        true,
      )
    },
    LIMIT_MS,
  )

  test(
    'by comparing with the full search: commute at the values met so far',
    () => {
      expect(isMissed(SYSTEMS_BY_SEARCH, (spec) => lost(programOf(spec), withValuesMetSoFar(programOf(spec))))).toBe(
        true,
      )
    },
    LIMIT_MS,
  )

  test(
    'by their definition: commute at the values met so far',
    () => {
      expect(
        // seldom: where all values are met early, the sets are right
        isMissed(SYSTEMS_BY_SEARCH, (spec) => wrongSet(programOf(spec), withValuesMetSoFar(programOf(spec)))),
      ).toBe(true)
    },
    LIMIT_MS,
  )

  test.each<Mutant>([
    { name: 'visibility ignored', rules: { visibility: 'ignored' } },
    { name: 'an error of a predicate taken for what it looks for', rules: { errorsApart: false } },
  ])(
    'by comparing verdicts with the full search: $name',
    ({ rules }) => {
      const kept = { preserves: 'verdicts', environment: 'never' } as const
      expect(
        isMissed(SYSTEMS_BY_SEARCH, (spec) => lost(programOf(spec), setsOf(programOf(spec), rules, kept), kept)),
      ).toBe(true)
    },
    LIMIT_MS,
  )

  test(
    'by the definition: changed objects taken at their values',
    () => {
      const kept = { ...plain, environment: 'always' } as const
      expect(
        isMissed(SYSTEMS_BY_DEFINITION, (spec) =>
          wrongSet(programOf(spec), setsOf(programOf(spec), { dirt: false }, kept)),
        ),
      ).toBe(true)
    },
    LIMIT_MS,
  )

  test(
    'no proviso, where only deadlocks and failing operations are asked for',
    () => {
      const without = (spec: IrSpec): Program => programOf({ ...spec, properties: [] })
      expect(
        isMissed(SYSTEMS_BY_SEARCH, (spec) => lost(without(spec), setsOf(without(spec), { proviso: 'ignored' }))),
      ).toBe(true)
    },
    LIMIT_MS,
  )

  test.each<Mutant>([
    { name: 'not repeated', rules: { settles: false } },
    { name: 'repeated without the proviso', rules: { proviso: 'ignored' } },
  ])(
    'a search of tables that grow: $name',
    ({ rules }) => {
      expect(isMissed(SYSTEMS_BY_SEARCH, (spec) => lostUnsettled(spec, rules))).toBe(true)
    },
    LIMIT_MS,
  )
})
