import type { System } from 'lockproof'
import type { SearchResult } from '../../src/explorer/findings/search-result.ts'
import { runSearch } from '../../src/explorer/search.ts'
import { compile } from '../../src/model/compile/compile.ts'

/** Every state of the system, whatever it violates. */
export function fullSearch(system: System, options: { readonly minimise: boolean }): SearchResult {
  const { program } = compile(system.build(), options)
  return runSearch(program, { stopAtFirst: false, wantsCounterexample: false })
}
