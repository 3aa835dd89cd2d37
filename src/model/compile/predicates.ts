import type { PropertyId, RestTable } from '../ir.ts'
import type { PredicateDeclaration } from '../protocol/declarations.ts'
import type { Design } from '../protocol/design.ts'
import type { LivenessDeclaration } from '../protocol/waiting.ts'

/** What is asked of states beside the properties, in the order of their numbers. */
export function predicatesOf({ rests, liveness }: Pick<Design, 'rests' | 'liveness'>): readonly PredicateDeclaration[] {
  return [...rests.flatMap(({ condition }) => condition ?? []), ...liveness.flatMap(predicatesIn)]
}

function predicatesIn(declared: LivenessDeclaration): readonly PredicateDeclaration[] {
  switch (declared.kind) {
    case 'leads to':
      return [declared.from, declared.to]
    case 'infinitely often':
    case 'eventually':
      return [declared.holds]
    case 'ltl':
      return declared.propositions.map(({ holds }) => holds)
    default:
      return []
  }
}

/** The number of one of them in the tables. */
export function predicateId(design: Design, predicate: PredicateDeclaration): PropertyId {
  return design.properties.length + predicatesOf(design).indexOf(predicate)
}

export function restTables(design: Design): readonly RestTable[] {
  return design.rests.flatMap(({ region, condition }) =>
    condition === undefined
      ? []
      : [{ region: design.regions.indexOf(region), predicate: predicateId(design, condition) }],
  )
}
