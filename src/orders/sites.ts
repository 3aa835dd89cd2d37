import type { FenceRequest, OperationRequest } from '../model/protocol/design.ts'
import { methodName } from '../model/protocol/names.ts'
import type { Order } from '../model/protocol/orders.ts'
import type { SiteKind } from './strength.ts'

/** A place at which a design orders memory: that of a `yield*`, whoever comes there. */
export type OrderSite = {
  /** Among the sites, in the order in which they were met. */
  readonly index: number
  /** `folder/file.ts:14:7`; empty where nobody knows. */
  readonly place: string
  readonly kind: SiteKind
  /** `flag.store`, `fence`. */
  readonly operation: string
  /** What stands there; of a site that is told its order by its callers, all that they tell. */
  readonly written: Set<Order>
}

/** The sites of a design, as its threads come to them. */
export class OrderSites {
  readonly all: OrderSite[] = []
  readonly #known = new Map<string, OrderSite>()

  /** The site of this request, and of the load that is left of it where that has an order of its own. */
  of(request: OperationRequest | FenceRequest, place = ''): { readonly own: OrderSite; readonly failure?: OrderSite } {
    if (request.kind === 'fence') return { own: this.#met(place, 'fence', 'fence', request.order) }
    const { memory } = request
    if (memory === undefined || !('order' in memory)) throw new RangeError(`${request.label} has no order`)
    const own = this.#met(place, memory.kind, methodName(request), memory.order)
    if (memory.kind !== 'update' || !memory.hasFailureOrder) return { own }
    return { own, failure: this.#met(place, 'failure', methodName(request), memory.failureOrder) }
  }

  #met(place: string, kind: SiteKind, operation: string, order: Order): OrderSite {
    const key = `${place} ${kind} ${operation}`
    const site = this.#known.get(key) ?? { index: this.all.length, place, kind, operation, written: new Set() }
    if (!this.#known.has(key)) this.all.push(site)
    this.#known.set(key, site)
    site.written.add(order)
    return site
  }
}
