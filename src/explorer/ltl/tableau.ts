/**
 * Gerth, Peled, Vardi, Wolper 1995, "Simple on-the-fly automatic verification of linear temporal logic". There a state
 * is what holds at a position and what is left for the next; here it is what is left, and which untils were not put off
 * before it: guards are on edges, and states that agree on that are one from the start. Why it is right: a run of
 * covers over a word keeps what it owes, unless it puts an until off for ever, which acceptance forbids; and where the
 * word satisfies the formula, at each position the ways that hold there make such a run.
 */
import type { Automaton, Edge } from './automaton.ts'
import { Budget, tooLarge } from './budget.ts'
import { type Cover, coversOf, type Until } from './covers.ts'
import { type Rules, soundRules } from './expansion.ts'
import type { Formula } from './parse.ts'
import { isNegated, type Term, type Terms } from './terms.ts'

const mostSets = 30

/** As large as it comes: reduced.ts makes it smaller. @throws ModelError M007 where it is too large */
export function tableauOf({ terms, term }: Formula, rules: Rules = soundRules): Automaton {
  const untils = untilsOf(terms, term, rules)
  if (untils.length > mostSets) throw tooLarge()
  const states = new Tableau(terms, untils, rules)
  states.numberOf({ next: [term], marks: 2 ** untils.length - 1 })
  const edges: (readonly Edge[])[] = []
  while (edges.length < states.marks.length) edges.push(states.edgesOf(edges.length))
  return { states: edges.length, initial: [0], edges, sets: untils.length, marks: states.marks }
}

class Tableau {
  readonly marks: number[] = []
  readonly #wanted: (readonly Term[])[] = []
  readonly #known = new Map<string, number>()
  readonly #covers = new Map<string, readonly Cover[]>()
  readonly #budget = new Budget()
  readonly #terms: Terms
  readonly #untils: readonly Until[]
  readonly #rules: Rules

  constructor(terms: Terms, untils: readonly Until[], rules: Rules) {
    this.#terms = terms
    this.#untils = untils
    this.#rules = rules
  }

  /** The state in which that is left. */
  numberOf({ next, marks }: Pick<Cover, 'next' | 'marks'>): number {
    const key = `${next.join()} ${marks}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const number = this.marks.push(marks) - 1
    this.#wanted.push(next)
    this.#known.set(key, number)
    return number
  }

  edgesOf(state: number): readonly Edge[] {
    const wanted = this.#wanted[state] as readonly Term[] // it has a number
    const key = wanted.join()
    const covers = this.#covers.get(key) ?? coversOf(this.#terms, wanted, this.#untils, this.#rules, this.#budget)
    this.#covers.set(key, covers)
    this.#budget.spend(10 * covers.length) // each is merged again and again
    return covers.map((cover) => ({ to: this.numberOf(cover), requires: cover.requires, forbids: cover.forbids }))
  }
}

/** Those that may be owed some time. */
function untilsOf(terms: Terms, term: Term, rules: Rules): readonly Until[] {
  const met = new Set([term])
  for (const one of met)
    for (const { now, next } of rules.waysOf(terms, one))
      for (const part of [...now, ...(next === undefined ? [] : [next])]) met.add(part)
  return [...met].flatMap((one) => {
    const entry = terms.entry(one)
    return entry.kind === 'until' && !isNegated(one) ? [{ term: one, goal: entry.right }] : []
  })
}
