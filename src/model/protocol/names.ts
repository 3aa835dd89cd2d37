import { show } from '../values/encode.ts'
import { type ObjectDeclaration, readable } from './declarations.ts'
import type { OperationRequest } from './design.ts'

/** What a user gave `shared`: of a cell of a row, the row. */
export function sharedName({ name, row }: Pick<ObjectDeclaration, 'name' | 'row'>): string {
  return row?.name ?? name
}

/** As `shared` was given it; before that, what it is. */
export function givenName({ name, domain }: Pick<ObjectDeclaration, 'name' | 'domain'>): string {
  return name || (domain === undefined ? 'an object' : 'a cell')
}

/** As a user writes it: `flag[0].when('down').store('up')`. For people: nothing is told from it. */
export function operationLabel({
  object,
  method,
  args,
  guard,
}: Pick<OperationRequest, 'object' | 'method' | 'args' | 'guard'>): string {
  const name = givenName(object)
  const when = guard === undefined ? '' : `.when(${show(readable(object, guard.given))})`
  return `${name}${when}.${method}(${args.map((arg) => show(readable(object, arg))).join(', ')})`
}

/** What comes of a call: `returns`, `answers true`. */
export function saidText(answer: unknown): string {
  return answer === undefined ? 'returns' : `answers ${show(answer)}`
}

/** All uses of one method, over the cells of a row and whatever it is given: `flag.store`, `flag.when`. */
export function methodName({ object, cell = object, method, guard }: OperationRequest): string {
  return `${sharedName(cell)}.${guard === undefined ? method : 'when'}`
}
