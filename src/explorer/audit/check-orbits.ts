import { InternalError } from '../../errors/internal-error.ts'
import type { Program } from '../../model/ir.ts'
import type { SearchResult } from '../findings/search-result.ts'
import { type SymmetricSearchOptions, startSymmetricSearch } from '../reduced/symmetric-search.ts'
import { startSearch } from '../search.ts'
import { createLayout } from '../states/layout.ts'
import { finished } from './finished.ts'
import { StateRecorder } from './state-recorder.ts'

const notCompared = ['orbits that were not compared: a search was incomplete']

/**
 * Searches by symmetry alone, which must meet the canonical forms of all states of the full search and nothing else, and as deep. A sentence about
 * it; none where no threads are alike.
 * @throws InternalError where it does not.
 */
export function* checkOrbits(
  program: Program,
  full: SearchResult,
  options: () => SymmetricSearchOptions,
): Generator<undefined, readonly string[]> {
  let met = new StateRecorder()
  const chooser = (): StateRecorder => {
    met = new StateRecorder() // the search begins anew where a symmetry is refused
    return met
  }
  const search = startSymmetricSearch(program, { ...options(), chooser })
  const { limit, levels } = yield* finished(search)
  if (limit !== undefined && limit !== 'proof') return notCompared
  const form = search.form()
  if (form === undefined) return []
  const forms = new StateRecorder(form)
  const again = yield* finished(startSearch(program, { ...options(), chooser: forms }))
  if (again.limit !== undefined || met.lacks === 'memory' || forms.lacks === 'memory') return notCompared
  const layout = createLayout(program.ir)
  for (const recorder of [met, forms]) recorder.prepare(layout)
  if (forms.lacks === 'form' || levels !== full.levels || !met.isSameAs(forms))
    throw new InternalError(`the search of ${program.ir.name} by symmetry meets other states than the full one`)
  return [`${met.size} orbits, to which all states of the full search belong`]
}
