import type { SearchResult } from '../../../src/explorer/findings/search-result.ts'
import { type SymmetricSearchOptions, symmetricSearch } from '../../../src/explorer/reduced/symmetric-search.ts'
import type { SymmetryReport } from '../../../src/explorer/symmetry/reduction.ts'
import type { Program } from '../../../src/model/ir.ts'
import { finished as ended } from '../../../src/tasks/task.ts'

/** A symmetric search at its end. */
export function finished(
  program: Program,
  options: SymmetricSearchOptions = {},
): SearchResult & { readonly report: SymmetryReport } {
  const { result, report } = ended(symmetricSearch(program, options))
  return { ...result, report }
}
