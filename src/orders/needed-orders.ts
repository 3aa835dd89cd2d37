import { type Check, type Follower, startCheck, startOneOfMany } from '../check/check.ts'
import type { CheckOptions } from '../check/options/check-options.ts'
import { examineCheckOptions } from '../check/options/known-options.ts'
import { requireSystem } from '../check/options/required-system.ts'
import type { System } from '../model/language/system.ts'
import type { MemoryModel } from '../model/protocol/orders.ts'
import { flag, oneOf } from '../options/kinds.ts'
import { finished, type Task } from '../tasks/task.ts'
import type { NeededAtSite, NeededOrders, WeakerOrder } from '../verdict/needed-orders.ts'
import { siteOf } from '../verdict/site.ts'
import type { Verdict } from '../verdict/verdict.ts'
import { OrderOracle } from './oracle.ts'
import { type Assignment, ordered } from './ordered.ts'
import { type OrderSite, OrderSites } from './sites.ts'
import { nextWeaker } from './strength.ts'
import { asWritten, greedily, minimalOf, orderAt, withOrder } from './weakest.ts'

/** How the orders are looked for: the options of each check, and of which memory they are. */
export type NeededOrdersOptions = Omit<CheckOptions, 'memory'> & {
  /** `cpp20` unless given. */
  readonly memory?: MemoryModel
  /** Not one weakest assignment, but all of them. */
  readonly all?: boolean
}

export const orderedModels: readonly MemoryModel[] = ['tso', 'pso', 'cpp20']

/**
 * The weakest orders with which a system still is verified, for the clients that it has: each with the counterexample of the next weaker one. What is found
 * is minimal, and need not be the only one; where what is written is enough, nothing in it is stronger than that. @throws ModelError, UsageError
 * @example
 * const { result, sites } = neededOrders(handOver)
 * for (const { operation, written, needed } of sites) console.log(operation, written, needed)
 */
export function neededOrders(system: System, options: NeededOrdersOptions = {}): NeededOrders {
  return finished(ordering(system, options))
}

/** Told of the check that goes on, so that its progress can be shown. */
export type OrdersFollower = Follower & { readonly checking?: (check: Check) => void }

/** The same in slices. */
export function* ordering(
  system: System,
  options: NeededOrdersOptions = {},
  follower: OrdersFollower = {},
): Task<NeededOrders> {
  requireSystem(system, 'neededOrders')
  examineCheckOptions(options, 'neededOrders', { memory: oneOf(orderedModels), all: flag })
  const { memory = 'cpp20', all = false, ...rest } = options
  const sites = new OrderSites()
  const checked = (check: Check): Task<Verdict> => toItsEnd(check, follower)
  const its = { ...rest, memory }
  const written = yield* checked(startCheck(system, its, follower))
  const oracle = new OrderOracle(sites, (assignment) =>
    checked(startOneOfMany(ordered(system, sites, assignment), its, follower)),
  )
  const strongest = yield* oracle.checked([])
  const about = { formatVersion: 1, system: written.system, parameters: written.parameters, memory } as const
  const counted = () => ({ checks: oracle.checks, reused: oracle.reused })
  if (strongest.verdict !== 'verified') {
    const result = strongest.verdict === 'violated' ? 'hopeless' : 'incomplete'
    return { ...about, result, ...violationOf(strongest), sites: [], ...counted(), warnings: written.warnings }
  }
  const from = written.verdict === 'verified' ? yield* startOf(oracle, asWritten(sites)) : []
  const weakest = yield* greedily(oracle, sites, from)
  const minimal = all ? yield* minimalOf(oracle, sites) : undefined
  const found = counted()
  const inFile = sites.all.toSorted(byPlace)
  const needed: NeededAtSite[] = []
  for (const site of inFile) needed.push(yield* neededAt(site, weakest, oracle))
  const isKnown = written.verdict === 'verified' && !oracle.isCutShort
  return {
    ...about,
    result: written.verdict === 'violated' ? 'too weak' : isKnown ? 'enough' : 'incomplete',
    ...violationOf(written),
    sites: needed,
    ...(minimal && { minimal: minimal.map((one) => inFile.map((site) => orderAt(one, site))) }),
    ...found,
    warnings: written.warnings,
  }
}

/** What is written, if that is enough: then nothing has to be stronger for what becomes weaker. */
function* startOf(oracle: OrderOracle, written: Assignment): Task<Assignment> {
  return (yield* oracle.ask(written)).verdict === 'verified' ? written : []
}

function* toItsEnd(check: Check, { checking }: OrdersFollower): Task<Verdict> {
  while (check.advance()) {
    checking?.(check)
    yield
  }
  return check.verdict()
}

function violationOf({ violation }: Pick<Verdict, 'violation'>): Pick<NeededOrders, 'violation'> {
  return violation === undefined ? {} : { violation }
}

/** Each next weaker order has a check of its own: a counterexample that was reused may be of a longer run. */
function* neededAt(site: OrderSite, weakest: Assignment, oracle: OrderOracle): Task<NeededAtSite> {
  const { place, operation, kind, written } = site
  const needed = orderAt(weakest, site)
  const weaker: WeakerOrder[] = []
  for (const order of nextWeaker(kind, needed))
    weaker.push({ order, ...(yield* oracle.checked(withOrder(weakest, site, order))) })
  return { ...(place !== '' && { site: siteOf(place) }), operation, kind, written: [...written], needed, weaker }
}

function byPlace(one: OrderSite, other: OrderSite): number {
  const [a, b] = [siteOf(one.place), siteOf(other.place)]
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  return a.line - b.line || a.column - b.column || one.index - other.index
}
