/**
 * What a verdict over C++20 memory rests on beside its machine, which lets no store overtake a load before it. Hardware does: a store may be done before a
 * load of another cell that stands before it, unless the load acquires, the store releases, or a fence lies between. An acquire load in between orders
 * itself, and not the one before. Where there is no such pair, what was verified is so on ARM, POWER and RISC-V, too (Podkopaev, Lahav, Vafeiadis: Bridging
 * the gap between programming languages and hardware weak memory models, POPL 2019). Of pairs that hardware keeps in order, since the store depends on the load, that is said: C++ does not.
 */
import { at } from '../../errors/at.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import { type LocalId, type ThreadIndex, targetsIn, UNKNOWN } from '../../model/ir.ts'
import type { ObjectDeclaration } from '../../model/protocol/declarations.ts'
import type { OperationRequest } from '../../model/protocol/design.ts'
import { methodName } from '../../model/protocol/names.ts'
import { isAcquire, isRelease } from '../../model/protocol/orders.ts'
import type { LoadStore, MemoryAccess } from '../../verdict/ground.ts'
import { siteOf } from '../../verdict/site.ts'
import { Dependence } from './dependent.ts'

/** Each pair once, whichever thread has it; in the order in which local states were met. */
export function overtakable(compiled: Compiled): readonly LoadStore[] {
  const pairs = new Map<string, LoadStore>()
  compiled.program.ir.threads.forEach(({ operation }, thread) => {
    const dependence = new Dependence(compiled, thread)
    operation.forEach((_, local) => {
      const load = requestAt(compiled, thread, local)
      if (load === undefined || !isFreeLoad(load)) return
      for (const { store, cell } of laterStores(compiled, thread, local, load)) {
        const pair = { load: accessOf(compiled, thread, local, load), store }
        const key = JSON.stringify(pair)
        const isDependent = pairs.get(key)?.isDependent !== false && dependence.decides(local, cell)
        pairs.set(key, { ...pair, isDependent })
      }
    })
  })
  return [...pairs.values()]
}

type Later = { readonly store: MemoryAccess; readonly cell: ObjectDeclaration }

/** Of those to other cells the ones that may come before it, up to the next fence. */
function laterStores(compiled: Compiled, thread: ThreadIndex, from: LocalId, load: OperationRequest): Later[] {
  const table = at(compiled.program.ir.threads, thread, 'threads')
  const seen = new Set<LocalId>()
  const open = [...targetsIn(at(table.next, from))]
  const found: Later[] = []
  for (let local = open.pop(); local !== undefined; local = open.pop()) {
    if (local === UNKNOWN || seen.has(local)) continue
    seen.add(local)
    const request = requestAt(compiled, thread, local)
    if (request?.accesses?.kind === 'fence') continue
    const cell = request?.cell
    if (request !== undefined && cell !== undefined && cell !== load.cell && isFreeStore(request))
      found.push({ store: accessOf(compiled, thread, local, request), cell })
    open.push(...targetsIn(at(table.next, local)))
  }
  return found
}

function requestAt(compiled: Compiled, thread: ThreadIndex, local: LocalId): OperationRequest | undefined {
  const operation = at(at(compiled.program.ir.threads, thread, 'threads').operation, local)
  return operation === UNKNOWN ? undefined : compiled.request(operation)
}

function isFreeLoad({ accesses }: OperationRequest): boolean {
  if (accesses?.kind === 'load') return !isAcquire(accesses.order)
  return accesses?.kind === 'update' && !(isAcquire(accesses.order) && isAcquire(accesses.failureOrder))
}

function isFreeStore({ accesses }: OperationRequest): boolean {
  if (accesses?.kind === 'plain store') return true
  return (accesses?.kind === 'store' || accesses?.kind === 'update') && !isRelease(accesses.order)
}

function accessOf(compiled: Compiled, thread: ThreadIndex, local: LocalId, request: OperationRequest): MemoryAccess {
  const { site } = compiled.arrival(thread, local)
  return { operation: methodName(request), ...(site !== undefined && { site: siteOf(site) }) }
}
