import type { RunData } from '../report/page-data/page-data.ts'

/** A line of the lanes: a step, or steps of one thread in a row. Row 0 is the state at first. */
export type RowOf = {
  readonly first: number
  readonly last: number
  /** Something begins here that the steps themselves do not show. */
  readonly ruler?: string
}

type Rows = { readonly singles: readonly RowOf[]; readonly turns: readonly RowOf[] }

const known = new WeakMap<RunData, Rows>()

/** Of all steps; or turn by turn, but for the turn of this step. The rows that stay are the same objects. */
export function rowsAt(run: RunData, isFolded: boolean, step: number): readonly RowOf[] {
  const { singles, turns } = known.get(run) ?? rowsOf(run)
  if (!isFolded) return singles
  return turns.flatMap((turn) =>
    turn.first <= step && step <= turn.last ? singles.slice(turn.first - 1, turn.last) : [turn],
  )
}

export function turnsOf(run: RunData): readonly RowOf[] {
  return (known.get(run) ?? rowsOf(run)).turns
}

function rowsOf(run: RunData): Rows {
  const singles = run.steps.map((_, index): RowOf => {
    const ruler = rulerBefore(run, index)
    return { first: index + 1, last: index + 1, ...(ruler === undefined ? {} : { ruler }) }
  })
  const turns: RowOf[] = []
  for (const single of singles) {
    const last = turns.at(-1)
    const isSame = last !== undefined && run.steps[last.last - 1]?.thread === run.steps[single.last - 1]?.thread
    if (isSame && single.ruler === undefined) turns[turns.length - 1] = { ...last, last: single.last }
    else turns.push(single)
  }
  const rows = {
    singles,
    turns: turns.map((turn) => (turn.first === turn.last ? (singles[turn.first - 1] ?? turn) : turn)),
  }
  known.set(run, rows)
  return rows
}

export function rulerBefore({ cycleStart, doomedFrom, doomed }: RunData, index: number): string | undefined {
  if (index === cycleStart) return 'for ever'
  return index === doomedFrom ? `from here on nothing helps ${doomed ?? 'it'}` : undefined
}
