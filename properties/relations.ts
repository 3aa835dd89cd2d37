/** Relations of few things, for oracles. By thing, the set of those that it is related to, as bits. */
export type Relation = readonly number[]

export const has = (set: number, i: number): boolean => ((set >> i) & 1) === 1
export const relate = (n: number, holds: (i: number, j: number) => boolean): Relation =>
  Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => j).reduce((set, j) => set | (holds(i, j) ? 1 << j : 0), 0),
  )
export const union = (...all: Relation[]): Relation => all[0]!.map((_, i) => all.reduce((set, of) => set | of[i]!, 0))
export const composed = (...all: Relation[]): Relation =>
  all.reduce((first, second) => first.map((set) => second.reduce((to, of, k) => (has(set, k) ? to | of : to), 0)))
export const closure = (of: Relation): Relation =>
  of.reduce((all, _, k) => all.map((set) => (has(set, k) ? set | all[k]! : set)), of)
export const irreflexive = (of: Relation): boolean => of.every((set, i) => !has(set, i))
export const acyclic = (of: Relation): boolean => irreflexive(closure(of))
