import type { System } from '../model/language/system.ts'
import type { Design, FenceRequest, OperationRequest, ThreadDeclaration } from '../model/protocol/design.ts'
import { type LoadOrder, type MemoryUse, type StoreOrder, withoutRelease } from '../model/protocol/orders.ts'
import type { OrderSites } from './sites.ts'
import { type Strength, strongest } from './strength.ts'

/** By site; what is missing is as strong as can be. */
export type Assignment = readonly (Strength | undefined)[]

type Ordered = OperationRequest | FenceRequest

/** The system with these orders in place of those that it is written with. Its sites are met as its threads come to them. */
export function ordered(system: System, sites: OrderSites, assignment: Assignment): System {
  const thread = (one: ThreadDeclaration): ThreadDeclaration => ({ ...one, rewrites: rewriting(sites, assignment) })
  const design = ({ again, threads, ...rest }: Design): Design => ({
    ...rest,
    threads: threads.map(thread),
    ...(again && { again: design(again) }),
  })
  return { ...system, build: () => design(system.build()) }
}

function rewriting(sites: OrderSites, assignment: Assignment): NonNullable<ThreadDeclaration['rewrites']> {
  const known = new WeakMap<Ordered, Map<string, Ordered | undefined>>()
  const strengthOf = ({ index }: { readonly index: number }): Strength => assignment[index] ?? strongest
  return (request, place) => {
    if (!hasOrder(request)) return request
    const { own, failure } = sites.of(request, place)
    const [strength, left] = [strengthOf(own), failure && strengthOf(failure)]
    const ofRequest = known.get(request) ?? new Map<string, Ordered | undefined>()
    known.set(request, ofRequest)
    const key = `${strength} ${left}`
    if (!ofRequest.has(key)) ofRequest.set(key, withOrder(request, strength, left))
    return ofRequest.get(key)
  }
}

/** A plain access, and one that no thread sees, has none. */
function hasOrder(request: Ordered): boolean {
  if (request.kind === 'fence') return true
  return !request.object.isGhost && request.memory !== undefined && 'order' in request.memory
}

function withOrder(request: Ordered, strength: Strength, left: Strength | undefined): Ordered | undefined {
  if (strength === 'none') return undefined
  if (request.kind === 'operation') return { ...request, memory: useWith(request.memory, strength, left) }
  return strength === 'relaxed' ? undefined : { ...request, order: strength, label: `fence('${strength}')` }
}

type UseWithOrder = Extract<MemoryUse, { readonly order: unknown }>

function useWith(use: MemoryUse | undefined, order: Exclude<Strength, 'none'>, left: Strength | undefined): MemoryUse {
  const { kind, ...rest } = use as UseWithOrder // it has been looked at
  switch (kind) {
    case 'load':
      return { kind, order: order as LoadOrder, written: [order] } // a strength of its kind
    case 'store':
      return { kind, order: order as StoreOrder, written: [order] } // the same
    case 'update': {
      const failureOrder = left === undefined ? withoutRelease(order) : (left as LoadOrder) // the same
      const update = rest as Extract<UseWithOrder, { kind: 'update' }>
      return { ...update, kind, order, failureOrder, written: left === undefined ? [order] : [order, failureOrder] }
    }
  }
}
