import { ModelError } from '../../errors/model-error.ts'
import type { FenceRequest } from '../protocol/design.ts'
import {
  type FenceOrder,
  type LoadOrder,
  type MemoryUse,
  type Order,
  type StoreOrder,
  withoutRelease,
} from '../protocol/orders.ts'
import { callSite } from '../protocol/site.ts'
import { show } from '../values/encode.ts'
import { request, type Steps } from './steps.ts'

const loads: readonly LoadOrder[] = ['relaxed', 'acquire', 'seq_cst']
const stores: readonly StoreOrder[] = ['relaxed', 'release', 'seq_cst']
const fences: readonly FenceOrder[] = ['acquire', 'release', 'acq_rel', 'seq_cst']
const all: readonly Order[] = ['relaxed', 'acquire', 'release', 'acq_rel', 'seq_cst']

/** Without an order it is `seq_cst`, as in C++. @throws ModelError M012 for an order that the operation cannot have. */
export function loadUse(method: string, order: LoadOrder | undefined): MemoryUse {
  return { kind: 'load', order: required(method, order, loads), written: written(order) }
}

export function storeUse(method: string, order: StoreOrder | undefined): MemoryUse {
  return { kind: 'store', order: required(method, order, stores), written: written(order) }
}

/** `writesAt`: at which old values it writes; where it does not, it is a load. */
export function updateUse(
  method: string,
  order: Order | undefined,
  writesAt: (value: unknown) => boolean = () => true,
  failureOrder?: LoadOrder,
): MemoryUse {
  const first = required(method, order, all)
  return {
    kind: 'update',
    order: first,
    failureOrder: failureOrder === undefined ? withoutRelease(first) : required(method, failureOrder, loads),
    hasFailureOrder: failureOrder !== undefined,
    writesAt,
    written: failureOrder === undefined ? written(order) : [first, failureOrder],
  }
}

function written(order: Order | undefined): readonly Order[] {
  return order === undefined ? [] : [order]
}

function required<O extends Order>(method: string, order: O | undefined, known: readonly O[]): O {
  if (order === undefined) return 'seq_cst' as O // among all of them
  if (known.includes(order)) return order
  const expected = known.map(show).join(', ')
  throw new ModelError('M012', `${method}() was given the order ${show(order)}: expected one of ${expected}.`, {
    expected,
    seen: show(order),
    site: callSite(),
  })
}

/**
 * Orders what the thread does to memory before it and after it, as `atomic_thread_fence` does. Sequentially consistent memory needs none: there it is no
 * step.
 * @example
 * yield* flag.store('taken', 'relaxed')
 * yield* fence('seq_cst')
 */
export function fence(order: FenceOrder): Steps {
  required('fence', order, fences)
  const label = `fence('${order}')`
  return request<void>({ kind: 'fence', order, label } satisfies FenceRequest, label)
}
