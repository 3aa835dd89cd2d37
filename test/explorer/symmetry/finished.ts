import type { SearchResult } from '../../../src/explorer/findings/search-result.ts'
import { type SymmetricSearchOptions, startSymmetricSearch } from '../../../src/explorer/reduced/symmetric-search.ts'
import type { SymmetryReport } from '../../../src/explorer/symmetry/reduction.ts'
import type { Program } from '../../../src/model/ir.ts'

/** A symmetric search at its end. */
export function finished(
  program: Program,
  options: SymmetricSearchOptions = {},
): SearchResult & { readonly report: SymmetryReport } {
  const search = startSymmetricSearch(program, options)
  while (search.advance());
  return { ...search.result(), report: search.report() }
}
