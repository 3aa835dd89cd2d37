import { at, existing } from '../../errors/at.ts'
import type { Automaton } from './automaton.ts'
import { circlesOf } from './circles.ts'
import { simplified } from './guards.ts'
import { quotient } from './quotient.ts'

/** An automaton of the same words, with fewer states, edges and sets. */
export function reduced(automaton: Automaton): Automaton {
  let smaller = withoutIdleSets(withoutDead(automaton))
  for (;;) {
    const merged = withoutTwins(quotient(smaller, alike(smaller)))
    if (merged.states === smaller.states) return merged
    smaller = merged
  }
}

/** Without states from which no run is accepted. */
function withoutDead(automaton: Automaton): Automaton {
  const { isLive } = circlesOf(automaton)
  return quotient(
    automaton,
    isLive.map((live, state) => (live ? state : undefined)),
  )
}

/**
 * Marks count in accepting components only; a set that has all states of those, or all that another one has, asks for
 * nothing more. But one is left where there are other circles: with none a run that stays on them would be accepted,
 * `p U q` where q never comes.
 */
function withoutIdleSets(automaton: Automaton): Automaton {
  const { isAccepting, isOnOne } = circlesOf(automaton)
  const members = automaton.marks.filter((_, state) => isAccepting[state])
  const has = (set: number, mark: number): boolean => (mark & (1 << set)) !== 0
  const within = (a: number, b: number): boolean => members.every((mark) => !has(a, mark) || has(b, mark))
  const all = Array.from({ length: automaton.sets }, (_, set) => set)
  const isIdle = (set: number): boolean =>
    members.every((mark) => has(set, mark)) ||
    all.some((other) => other !== set && within(other, set) && (other < set || !within(set, other)))
  const wanted = all.filter((set) => !isIdle(set))
  const hasOtherCircles = isOnOne.some((isCircle, state) => isCircle && !isAccepting[state])
  const kept = wanted.length === 0 && hasOtherCircles ? all.slice(0, 1) : wanted
  const marks = automaton.marks.map((mark, state) => {
    if (!isAccepting[state]) return 0
    return kept.reduce((bits, set, place) => (has(set, mark) ? bits | (1 << place) : bits), 0)
  })
  return { ...automaton, sets: kept.length, marks }
}

/**
 * By state, the first of its class: the coarsest partition whose members have the same marks, and the same edges to
 * classes (bisimulation).
 */
function alike({ edges, marks }: Automaton): readonly number[] {
  let [firsts, count] = [firstsOf(marks.map(String)), 0]
  while (new Set(firsts).size > count) {
    const known = firsts
    count = new Set(known).size
    const keys = edges.map((some, state) => {
      const between = simplified(some.map((edge) => ({ ...edge, to: at(known, edge.to) })))
      return `${known[state]}: ${textOf(between)}`
    })
    firsts = firstsOf(keys)
  }
  return firsts
}

/** A state on no circle is met at most once, so its marks do not matter: it is any other with the same edges. */
function withoutTwins(automaton: Automaton): Automaton {
  const { isOnOne } = circlesOf(automaton)
  const texts = automaton.edges.map(textOf)
  const onCircles = new Map(texts.flatMap((text, state) => (isOnOne[state] ? [[text, state] as const] : [])))
  const twins = firstsOf(texts).map((first, state) =>
    isOnOne[state] ? state : (onCircles.get(at(texts, state)) ?? first),
  )
  return quotient(automaton, twins)
}

function textOf(edges: Automaton['edges'][number]): string {
  return edges.map(({ to, requires, forbids }) => `${to} ${requires} ${forbids}`).join()
}

/** By place, the first with the same key. */
function firstsOf(keys: readonly string[]): readonly number[] {
  const known = new Map<string, number>()
  for (const [place, key] of keys.entries()) if (!known.has(key)) known.set(key, place)
  return keys.map((key) => existing(known.get(key), 'the place of a key'))
}
