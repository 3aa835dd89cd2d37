import type { Task } from '../tasks/task.ts'
import type { OrderOracle } from './oracle.ts'
import type { Assignment } from './ordered.ts'
import type { OrderSite, OrderSites } from './sites.ts'
import { leastOf, nextWeaker, type Strength, strongest, weaker } from './strength.ts'

/** From there, which is verified: at one site after the other the weakest order with which the design is still verified. */
export function* greedily(oracle: OrderOracle, sites: OrderSites, from: Assignment): Task<Assignment> {
  let current = from
  for (const site of sites.all) // it grows where a weaker order lets threads come to places where they were not
    for (const order of weaker(site.kind, orderAt(from, site))) {
      const tried = withOrder(current, site, order)
      if ((yield* oracle.ask(tried)).verdict !== 'verified') continue
      current = tried
      break
    }
  return current
}

/** As written; of a site that is told its order by its callers, as strong as all of them. */
export function asWritten({ all }: OrderSites): Assignment {
  return all.map(({ kind, written }) => leastOf(kind, [...written]))
}

/** All that are verified, and nothing weaker is: downwards from the strongest. */
export function* minimalOf(oracle: OrderOracle, sites: OrderSites): Task<readonly Assignment[]> {
  const seen = new Map<string, boolean>()
  const minimal: Assignment[] = []
  const open: Assignment[] = [[]]
  for (let assignment = open.pop(); assignment !== undefined; assignment = open.pop()) {
    let isMinimal = true
    for (const next of below(assignment, sites)) {
      const key = keyOf(next, sites)
      const known = seen.get(key)
      const isVerified = known ?? (yield* oracle.ask(next)).verdict === 'verified'
      seen.set(key, isVerified)
      if (isVerified) isMinimal = false
      if (isVerified && known === undefined) open.push(next)
    }
    if (isMinimal) minimal.push(assignment)
  }
  return minimal
}

/** Each with one order weaker by a step. */
export function below(assignment: Assignment, { all }: OrderSites): readonly Assignment[] {
  return all.flatMap((site) =>
    nextWeaker(site.kind, orderAt(assignment, site)).map((order) => withOrder(assignment, site, order)),
  )
}

export function orderAt(assignment: Assignment, { index }: OrderSite): Strength {
  return assignment[index] ?? strongest
}

export function withOrder(assignment: Assignment, { index }: OrderSite, order: Strength): Assignment {
  const changed = [...assignment]
  changed[index] = order
  return changed
}

function keyOf(assignment: Assignment, { all }: OrderSites): string {
  return all.map((site) => orderAt(assignment, site)).join()
}
