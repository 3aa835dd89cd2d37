/**
 * What makes taking threads for one another sound where tables are discovered by the search, each part by name. All of
 * them hold; tests leave them out one by one and see that it is noticed. That a search in which something new was met
 * is repeated is one of `Rules`.
 */
export type OpenRules = {
  /** The threads are proved alike. */
  readonly proves: boolean
  /** By what the tables say after the search, which the search may have made them say. */
  readonly provesLast: boolean
}

export const soundOpenRules: OpenRules = { proves: true, provesLast: true }
