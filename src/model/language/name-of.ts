import { declarationOf, type ObjectDeclaration } from '../protocol/declarations.ts'
import { givenName } from '../protocol/names.ts'

/** A cell or an object. */
export type Named = { readonly [declarationOf]: ObjectDeclaration }

/** What `shared` has called it. */
export function nameOf(shared: Named): string {
  return givenName(shared[declarationOf])
}
