import type { PropertyDeclaration } from './design.ts'

/** What a kind of property makes of what its predicate says of a state. */
type KindOfProperty = {
  /** Whether it must be so in every state, or only in some state. */
  readonly isOfEveryState: boolean
  /** Whether the predicate says what must not be. */
  readonly isNegated: boolean
  /** What is said of one that a state violates. */
  readonly violated: (name: string) => string
}

/** Whoever adds a kind is asked here what it means. */
export const propertyKinds: Readonly<Record<PropertyDeclaration['kind'], KindOfProperty>> = {
  always: { isOfEveryState: true, isNegated: false, violated: (name) => `'${name}' does not hold` },
  never: { isOfEveryState: true, isNegated: true, violated: (name) => `'${name}' must never be` },
  reachable: { isOfEveryState: false, isNegated: false, violated: (name) => `no reachable state satisfies '${name}'` },
}
