import { check, type System } from 'lockproof'

const kinds = ['none', 'weak', 'strong'] as const

/** What a design of `Clients` is said to do. */
export type Row = {
  readonly states: number
  readonly edges: number
  /** Whether somebody enters whenever somebody tries: under no, weak and strong fairness of threads. */
  readonly progress: string
  /** Who may try for ever. */
  readonly none: string
  readonly weak: string
  readonly strong: string
  /** With the fairness that the design declares: weak of threads, and strong of entering. */
  readonly entry: string
}

/** All of it in one check: each client's starvation freedom is a property. */
export function rowOf(system: System): Row {
  const { states, edges, answers } = check(system, { keepGoing: true, reduction: 'none' })
  const own = answers.flatMap(({ name, result, liveness }) => {
    const { who } = /^starvation freedom of (?<who>\w+) tries,/.exec(name)?.groups ?? {}
    return who === undefined ? [] : [{ who, result, holdsUnder: liveness?.holdsUnder }]
  })
  const starves = (doesNot: (it: (typeof own)[number]) => boolean | undefined): string =>
    own.flatMap((it) => (doesNot(it) === true ? [] : [it.who])).join(' ') || '-'
  const progress = answers.find(({ kind }) => kind === 'progress')?.liveness?.holdsUnder
  const [none, weak, strong] = kinds.map((kind) => starves(({ holdsUnder }) => holdsUnder?.includes(kind)))
  return {
    states,
    edges,
    progress: kinds.map((kind) => (progress?.includes(kind) === true ? 'ok' : 'X')).join('/'),
    none: none!,
    weak: weak!,
    strong: strong!,
    entry: starves(({ result }) => result === 'holds'),
  }
}
