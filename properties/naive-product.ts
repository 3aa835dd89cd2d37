import type { Automaton } from '../src/explorer/ltl/automaton.ts'
import type { NaiveState } from './naive-checker.ts'
import { arrived, isFair, type Met, type NaiveFairness, type NaiveGraph, owedIn } from './naive-liveness.ts'

/** Where a walk is: in a state, which the automaton is about to read; and the acceptance sets that it has met, as bits. */
type Place = { key: string; reads: number; met: Met; sets: number }

/** Whether the automaton accepts some fair run, by closed walks from every node of the product. Never optimised. */
export function isNaivelyAccepted(
  graph: NaiveGraph,
  automaton: Automaton,
  valuationOf: (state: NaiveState) => number,
  fairness: NaiveFairness,
): boolean {
  const threads = [...graph.values()][0]!.state.locals.length
  const zero = Array.from({ length: threads }, () => 0)
  const nothing: Met = { free: 0, stepped: 0, owed: 0, could: zero, did: zero }
  const isAll = (sets: number): boolean => sets === 2 ** automaton.sets - 1
  const taken = (key: string, reads: number): number[] => {
    const valuation = valuationOf(graph.get(key)!.state)
    const edges = automaton.edges[reads]!
    return edges
      .filter((it) => (valuation & it.requires) === it.requires && !(valuation & it.forbids))
      .map((it) => it.to)
  }
  const stays = (key: string): Place[][] =>
    Array.from({ length: automaton.states }, (_, reads) =>
      taken(key, reads).map((to) => ({ key, reads: to, met: nothing, sets: 0 })),
    )
  const isClosed = (start: Place, next: (place: Place) => Place[], isHome: (place: Place) => boolean): boolean => {
    const seen = new Map([[JSON.stringify(start), start]])
    for (const [, place] of seen)
      for (const after of next(place)) {
        const here = { ...after, sets: place.sets | automaton.marks[after.reads]! }
        if (here.key === start.key && here.reads === start.reads && isAll(here.sets) && isHome(here)) return true
        seen.set(JSON.stringify(here), here)
      }
    return false
  }
  const nodes = new Map<string, [string, number]>()
  for (const reads of automaton.initial) nodes.set(`${reads}`, [[...graph.keys()][0]!, reads])
  for (const [, [key, reads]] of nodes) {
    const { steps } = graph.get(key)!
    const met = arrived(nothing, steps, threads)
    const start = { key, reads, met, sets: automaton.marks[reads]! }
    const next = ({ key, reads, met }: Place): Place[] =>
      taken(key, reads).flatMap((to) =>
        graph.get(key)!.steps.map((step) => {
          const did = met.did.map((it, t) => (t === step.thread ? it | step.actions : it))
          const after = { ...met, stepped: met.stepped | (1 << step.thread), did }
          return { key: step.to, reads: to, met: arrived(after, graph.get(step.to)!.steps, threads), sets: 0 }
        }),
      )
    if (isClosed(start, next, (it) => isFair(it.met, fairness))) return true
    if (owedIn(steps) === 0 && isFair(met, fairness)) {
      const all = stays(key)
      const reached = new Set([reads])
      for (const it of reached) for (const { reads: to } of all[it]!) reached.add(to)
      for (const it of reached) {
        const home = { key, reads: it, met: nothing, sets: automaton.marks[it]! }
        if (
          isClosed(
            home,
            (place) => all[place.reads]!,
            () => true,
          )
        )
          return true
      }
    }
    for (const to of taken(key, reads)) for (const step of steps) nodes.set(`${to} ${step.to}`, [step.to, to])
  }
  return false
}
