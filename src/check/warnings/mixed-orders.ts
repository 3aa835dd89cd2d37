/**
 * Where C++20 says more than hardware does. One `seq_cst` load goes before another one that reads what was written since, whoever wrote it and by whatever
 * order; under RC11, of which it is proved that machine code keeps to it, only if that was a `seq_cst` store (Lahav, Vafeiadis, Kang, Hur, Dreyer: Repairing
 * sequential consistency in C/C++11, PLDI 2017). So a store buffer that its own thread reads shows what C++20 rules out. Where no cell has accesses of
 * either sort, both say the same (properties/rc11.property.test.ts).
 */
import type { Compiled } from '../../model/compile/compile.ts'
import type { ObjectDeclaration } from '../../model/protocol/declarations.ts'
import type { OperationRequest } from '../../model/protocol/design.ts'
import { sharedName } from '../../model/protocol/names.ts'
import type { Order } from '../../model/protocol/orders.ts'

/** Of rows the row. */
export function mixedCells(compiled: Compiled): readonly string[] {
  const strong = new Set<ObjectDeclaration>()
  const weak = new Set<ObjectDeclaration>()
  compiled.program.ir.operations.forEach((_, operation) => {
    const request = compiled.request(operation)
    const { cell } = request
    if (cell !== undefined) for (const order of ordersOf(request)) (order === 'seq_cst' ? strong : weak).add(cell)
  })
  return [...new Set([...strong].filter((cell) => weak.has(cell)).map(sharedName))]
}

function ordersOf({ accesses }: OperationRequest): readonly Order[] {
  if (accesses?.kind === 'load' || accesses?.kind === 'store') return [accesses.order]
  return accesses?.kind === 'update' ? [accesses.order, accesses.failureOrder] : []
}
