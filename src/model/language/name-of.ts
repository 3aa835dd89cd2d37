import { declarationOf, type ObjectDeclaration } from '../protocol/declarations.ts'
import { givenName } from '../protocol/names.ts'
import type { Cell } from './cell.ts'
import type { SharedHandle } from './object.ts'

/** A cell or an object. */
// biome-ignore lint/suspicious/noExplicitAny: whatever its values
export type Named = SharedHandle<unknown> | Cell<any>

export function declarationIn(named: Named): ObjectDeclaration {
  return (named as SharedHandle<unknown>)[declarationOf] // a cell has it, and cannot say so in its type
}

/**
 * What `shared` has called it.
 * @example
 * const store = (it: typeof flag) => it.store('taken')
 * const take = proc(store, { call: (it) => `take(${nameOf(it)})` })
 */
export function nameOf(shared: Named): string {
  return givenName(declarationIn(shared))
}
