import type { MemoryModel, Order } from '../model/protocol/orders.ts'
import type { Site } from './site.ts'
import type { Value } from './value.ts'
import type { VerdictKind, Violation } from './verdict.ts'
import type { Warning } from './warning.ts'

/** An order as it is needed; *none*: of a fence, that it can go. */
export type NeededOrder = Order | 'none'

/** A place at which a design orders memory, and what it needs there if the other places have what they need. */
export type NeededAtSite = {
  /** Missing where nobody knows. */
  readonly site?: Site
  /** `flag.store`, `fence`. */
  readonly operation: string
  /** *failure*: of the load that is left of an update that writes nothing. */
  readonly kind: 'load' | 'store' | 'update' | 'failure' | 'fence'
  /** What stands there, in the order in which threads came there; more than one where callers tell. */
  readonly written: readonly Order[]
  readonly needed: NeededOrder
  /** Each order that is the next weaker one, and what comes of it. */
  readonly weaker: readonly WeakerOrder[]
}

/** An order that is weaker than what is needed, and what comes of it. */
export type WeakerOrder = {
  readonly order: NeededOrder
  readonly verdict: VerdictKind
  /** The counterexample: a run of the design with this order there, and elsewhere with what is needed. */
  readonly violation?: Violation
}

/** The weakest orders with which a design still is verified; plain data, as docs/orders.schema.json says. */
export type NeededOrders = {
  readonly formatVersion: 1
  readonly system: string
  readonly parameters: Readonly<Record<string, Value>>
  readonly file?: string
  readonly export?: string
  readonly memory: MemoryModel
  /**
   * *enough*: the orders that are written are. *too weak*: they are not. *hopeless*: none are, `seq_cst` everywhere neither. *incomplete*: a limit ended
   * some check, so less may be needed than is said.
   */
  readonly result: 'enough' | 'too weak' | 'hopeless' | 'incomplete'
  /** What the design as it is written violates; of *hopeless*, what it does with `seq_cst` everywhere. */
  readonly violation?: Violation
  /** As they stand in the file; none where the design is hopeless. */
  readonly sites: readonly NeededAtSite[]
  /** All weakest assignments, each with an order for each of the sites; where they were asked for. */
  readonly minimal?: readonly (readonly NeededOrder[])[]
  /** Checks that were made. */
  readonly checks: number
  /** Assignments of which an earlier check told, and no other was needed. */
  readonly reused: number
  /** Of the design with the orders that it needs. */
  readonly warnings: readonly Warning[]
}
