/** How text is marked: picocolors for a terminal, {@link plain} for a pipe. Marks take no room. */
export type Style = {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly red: (text: string) => string
  readonly green: (text: string) => string
  readonly yellow: (text: string) => string
  readonly cyan: (text: string) => string
}

const unchanged = (text: string): string => text

export const plain: Style = {
  bold: unchanged,
  dim: unchanged,
  red: unchanged,
  green: unchanged,
  yellow: unchanged,
  cyan: unchanged,
}

/** What a report must know of where it is shown. */
export type Page = {
  readonly style: Style
  /** Characters in a line; longer lines are avoided, not forbidden. */
  readonly width: number
  /** Whether lines beyond the width are in the way: else each row of a table stays one line, for whatever reads it. */
  readonly isTerminal: boolean
  /** Whether everything is told, as it is in the tables: what routines do inside, checks that pass, values field by field. */
  readonly showsAll?: boolean
  /** Shortens the places in a text: `/home/me/locks/mcs.ts:14:7` to `locks/mcs.ts:14:7`. */
  readonly places: (text: string) => string
}
