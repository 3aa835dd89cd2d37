import { existing } from '../../errors/at.ts'
import type { ObjectId, ValueId } from '../../model/ir.ts'
import type { Row } from './rows.ts'

/**
 * Rows of one thread that lead from one local state to another by the same choices, and differ only in the value of one
 * object.
 */
export type Fold = {
  /** One of them. */
  readonly row: Row
  readonly object: ObjectId
  /** What becomes of a value. */
  readonly after: ReadonlyMap<ValueId, ValueId>
}

/** Fewer are told one by one. */
const fewest = 9

export function folded(rows: readonly Row[]): readonly (Row | Fold)[] {
  const groups = new Map<string, Row[]>()
  for (const [index, row] of rows.entries()) {
    const key = `${row.step.localAfter} ${row.step.decisions} ${onlyObject(row) ?? `row ${index}`}`
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [row])
    else known.push(row)
  }
  return [...groups.values()].flatMap((group): readonly (Row | Fold)[] => {
    const row = existing(group[0], 'a row')
    const object = onlyObject(row)
    if (object === undefined || group.length < fewest) return group
    return [{ row, object, after: new Map(group.map(({ reads, writes }) => afterOf(reads, writes, object))) }]
  })
}

/** That it reads and that it may change, if there is one and no other. */
function onlyObject({ reads, writes }: Row): ObjectId | undefined {
  const [object, ...others] = new Set([...reads.keys(), ...writes.keys()])
  return object !== undefined && others.length === 0 && reads.has(object) ? object : undefined
}

function afterOf(reads: Row['reads'], writes: Row['writes'], object: ObjectId): readonly [ValueId, ValueId] {
  const before = existing(reads.get(object), 'a value that is read')
  return [before, writes.get(object) ?? before]
}
