import type { Guard } from './automaton.ts'
import type { Budget } from './budget.ts'
import type { Rules, Way } from './expansion.ts'
import { FALSE, isNegated, not, type Term, type Terms, TRUE } from './terms.ts'

/**
 * One way to satisfy formulas at a position: what is read there, what is left for the next, and which untils are not
 * put off.
 */
export type Cover = Guard & { readonly next: readonly Term[]; readonly marks: number }

/** An until that may be put off: its acceptance set is its place in the list. */
export type Until = { readonly term: Term; readonly goal: Term }

/** A cover in the making. */
type Open = { readonly todo: Term[]; readonly held: Set<Term>; readonly next: Set<Term> }

/** Whatever satisfies all of these goes on as one of the covers says, and the other way round. */
export function coversOf(
  terms: Terms,
  wanted: readonly Term[],
  untils: readonly Until[],
  rules: Rules,
  budget: Budget,
): readonly Cover[] {
  const found: Cover[] = []
  const open: Open[] = [{ todo: [...wanted], held: new Set(), next: new Set() }]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    budget.spend()
    const term = one.todo.pop()
    if (term === undefined) found.push(coverOf(terms, one, untils, rules))
    else open.push(...expanded(terms, one, term, rules))
  }
  return withoutWorse(found, budget)
}

function expanded(terms: Terms, one: Open, term: Term, rules: Rules): readonly Open[] {
  if (term === TRUE || one.held.has(term)) return [one]
  if (term === FALSE || one.held.has(not(term))) return []
  one.held.add(term)
  const ways = rules.waysOf(terms, term)
  const isSatisfied = ways.some(({ now, next }) => next === undefined && now.every((held) => one.held.has(held)))
  if (ways.length === 0 || isSatisfied) return [one]
  return ways.map((way) => extended(terms, one, way, rules))
}

/** What leaves a choice comes last: by then it may be satisfied, or impossible. */
function extended(terms: Terms, { todo, held, next }: Open, way: Way, rules: Rules): Open {
  const hard = way.now.filter((term) => rules.waysOf(terms, term).length > 1)
  const easy = way.now.filter((term) => rules.waysOf(terms, term).length <= 1)
  const later = way.next === undefined || way.next === TRUE ? [] : [way.next]
  return { todo: [...hard, ...todo, ...easy], held: new Set(held), next: new Set([...next, ...later]) }
}

function coverOf(terms: Terms, { held, next }: Open, untils: readonly Until[], rules: Rules): Cover {
  let [requires, forbids, marks] = [0, 0, 0]
  for (const term of held) {
    const entry = terms.entry(term)
    if (entry.kind !== 'proposition') continue
    if (isNegated(term)) forbids |= 1 << entry.index
    else requires |= 1 << entry.index
  }
  for (const [set, { term, goal }] of untils.entries()) if (rules.isMet(held, term, goal)) marks |= 1 << set
  return { requires, forbids, next: [...next].toSorted((a, b) => a - b), marks }
}

/**
 * Of two, one that asks for less, at this position and later, and puts off no more, accepts whatever the other does.
 */
function withoutWorse(covers: readonly Cover[], budget: Budget): readonly Cover[] {
  const kept: Cover[] = []
  for (const cover of covers) {
    budget.spend(1 + kept.length / 8) // it is compared with each
    if (kept.some((other) => isNoWorse(other, cover))) continue
    const better = kept.filter((other) => !isNoWorse(cover, other))
    kept.splice(0, kept.length, ...better, cover)
  }
  return kept
}

function isNoWorse(a: Cover, b: Cover): boolean {
  const isWithin = (bits: number, all: number): boolean => (bits & ~all) === 0
  const asksLess = isWithin(a.requires, b.requires) && isWithin(a.forbids, b.forbids)
  return asksLess && isWithin(b.marks, a.marks) && a.next.every((term) => b.next.includes(term))
}
