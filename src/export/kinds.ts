/** What a graph of states can be written as: for who looks, and for other tools. */
export const graphKinds = ['dot', 'mermaid', 'aut', 'json'] as const
export type GraphKind = (typeof graphKinds)[number]

/** What tables can be written as, for other checkers. */
export const tableKinds = ['promela', 'etf'] as const
export type TableKind = (typeof tableKinds)[number]
