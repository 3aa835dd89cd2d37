import { declarationOf, type ObjectDeclaration } from '../protocol/declarations.ts'
import { Row } from './row.ts'

/** A cell or an object, and by which keys one comes to it: none, or one for each row or list that it is in. */
export type DeclaredPart = { readonly declaration: ObjectDeclaration; readonly keys: readonly unknown[] }

/** All cells and objects of what `shared` may be given: one of them, a row, or a list of such. `undefined` where it is something else. */
export function partsOf(item: unknown): readonly DeclaredPart[] | undefined {
  if (typeof item !== 'object' || item === null) return undefined
  if (declarationOf in item) return [{ declaration: item[declarationOf] as ObjectDeclaration, keys: [] }] // only cells and objects have the key
  if (item instanceof Row) return keyedParts(item.keys, item.each())
  return Array.isArray(item) ? keyedParts([...item.keys()], item) : undefined
}

function keyedParts(keys: readonly unknown[], items: readonly unknown[]): readonly DeclaredPart[] | undefined {
  const parts = items.map((item, index) =>
    partsOf(item)?.map((part) => ({ ...part, keys: [keys[index], ...part.keys] })),
  )
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined
}
