/**
 * What a verdict over C++20 memory rests on beside its machine, which lets no store overtake a load before it. Hardware does: a store may be done before a
 * load of another cell that stands before it, unless the load acquires, the store releases, or a fence lies between. An acquire load in between orders
 * itself, and not the one before. Where there is no such pair, what was verified is so on ARM, POWER and RISC-V, too (Podkopaev, Lahav, Vafeiadis: Bridging
 * the gap between programming languages and hardware weak memory models, POPL 2019). Pairs that a dependency keeps in order are among them: C++ has none.
 */
import { at } from '../../errors/at.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import { type LocalId, type ThreadIndex, targetsIn, UNKNOWN } from '../../model/ir.ts'
import type { OperationRequest } from '../../model/protocol/design.ts'
import { methodName } from '../../model/protocol/names.ts'
import { isAcquire, isRelease } from '../../model/protocol/orders.ts'
import type { LoadStore, MemoryAccess } from '../../verdict/ground.ts'
import { siteOf } from '../../verdict/site.ts'

/** Each pair once, whichever thread has it; in the order in which local states were met. */
export function overtakable(compiled: Compiled): readonly LoadStore[] {
  const pairs = new Map<string, LoadStore>()
  compiled.program.ir.threads.forEach(({ operation }, thread) => {
    operation.forEach((_, local) => {
      const load = requestAt(compiled, thread, local)
      if (load === undefined || !isFreeLoad(load)) return
      for (const store of laterStores(compiled, thread, local, load)) {
        const pair = { load: accessOf(compiled, thread, local, load), store }
        pairs.set(JSON.stringify(pair), pair)
      }
    })
  })
  return [...pairs.values()]
}

/** Of those to other cells the ones that may come before it, up to the next fence. */
function laterStores(compiled: Compiled, thread: ThreadIndex, from: LocalId, load: OperationRequest): MemoryAccess[] {
  const table = at(compiled.program.ir.threads, thread, 'threads')
  const seen = new Set<LocalId>()
  const open = [...targetsIn(at(table.next, from))]
  const found: MemoryAccess[] = []
  for (let local = open.pop(); local !== undefined; local = open.pop()) {
    if (local === UNKNOWN || seen.has(local)) continue
    seen.add(local)
    const request = requestAt(compiled, thread, local)
    if (request?.accesses?.kind === 'fence') continue
    if (request !== undefined && request.cell !== load.cell && isFreeStore(request))
      found.push(accessOf(compiled, thread, local, request))
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
