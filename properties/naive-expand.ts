import { type Layout, pack, unpack } from '../src/explorer/states/layout.ts'
import { type Ir, Pending, type PredicateTable } from '../src/model/ir.ts'
import { type NaiveState, naiveSuccessors } from './naive-checker.ts'

/** What generated text stands for, by the naive meaning of the tables. Never optimised. */

/** A step out of a packed state: who takes it, and how, the state after it with no mark, and whether that must be looked at. */
export type NaiveStep = {
  readonly by: number
  readonly isOwed: boolean
  readonly words: readonly number[]
  readonly mustBeMarked: boolean
}

export function naiveSteps(ir: Ir, layout: Layout, states: Int32Array, at: number, chosen: number): NaiveStep[] {
  const { values, locals } = unpack(layout, states, at)
  const before = { values: [...values], locals: [...locals] }
  const all = naiveSuccessors(ir, before)
  const those = all.filter(({ thread }) => ((chosen >> thread) & 1) === 1)
  const isEnough =
    those.some(({ isOwed }) => isOwed) || ir.threads.every(({ marks }) => marks.every((it) => (it & 1) === 0))
  return (isEnough ? those : all).map(({ thread, state, isOwed, advances }) => {
    const words = new Int32Array(layout.words)
    pack(layout, state, words, 0)
    const fails = ir.threads[thread]!.pending[state.locals[thread]!] === Pending.failed
    const isSeen = ir.properties.some((it) => naiveValuation(ir, it, before) !== naiveValuation(ir, it, state))
    const by = thread + (isOwed ? 0 : 32) + (advances ? 0 : 64)
    return { by, isOwed, words: [...words], mustBeMarked: fails || isSeen }
  })
}

/** The numbers that the property is asked about. */
function numbersOf(ir: Ir, { observes }: PredicateTable, { values, locals }: NaiveState): number[] {
  const inside = (region: number): number =>
    ir.threads.reduce((set, { regions }, t) => set + ((regions[locals[t]!]! >> region) & 1) * 2 ** t, 0)
  return observes.map((it) => (it.kind === 'object' ? values[it.object]! : inside(it.region)))
}

export function naiveValuation(ir: Ir, property: PredicateTable, state: NaiveState): string {
  return numbersOf(ir, property, state).join()
}

/** The same as one number, its parts in base 2, each with so many bits. */
export function naiveKey(ir: Ir, property: PredicateTable, state: NaiveState, widths: readonly number[]): number {
  const digits = numbersOf(ir, property, state).map((it, i) => it.toString(2).padStart(widths[i]!, '0'))
  return Number.parseInt(`0${digits.map((it, i) => (widths[i] === 0 ? '' : it)).join('')}`, 2)
}
