import { InternalError } from '../../errors/internal-error.ts'
import type { Program } from '../../model/ir.ts'
import { orStopped, Stopped } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { SearchGround } from '../findings/search-ground.ts'
import type { SearchResult } from '../findings/search-result.ts'
import { type SearchWith, type SymmetricSearchOptions, symmetricSearch } from '../reduced/symmetric-search.ts'
import { search } from '../search.ts'
import { createLayout } from '../states/layout.ts'
import { StateRecorder } from './state-recorder.ts'

const notCompared: readonly SearchGround[] = [{ kind: 'orbits not compared' }]

/**
 * Searches by symmetry alone, which must meet the canonical forms of all states of the full search and nothing else, and as deep. What was found;
 * nothing where no threads are alike.
 * @throws InternalError where it does not.
 */
export function* checkOrbits(
  program: Program,
  full: SearchResult,
  options: Omit<SymmetricSearchOptions, 'search'>,
): Task<readonly SearchGround[]> {
  let met = new StateRecorder()
  const recorded: SearchWith = function* (alike, its) {
    met = new StateRecorder() // the search begins anew where a symmetry is refused
    return yield* search(alike, { ...its, chooser: met })
  }
  const searched = yield* orStopped(symmetricSearch(program, { ...options, search: recorded }))
  if (searched instanceof Stopped) return notCompared
  const { result, form } = searched
  if (result.limit !== undefined && result.limit !== 'proof') return notCompared
  if (form === undefined) return []
  const forms = new StateRecorder(form)
  const again = yield* search(program, { ...options, chooser: forms })
  if (again.limit !== undefined || met.lacks === 'memory' || forms.lacks === 'memory') return notCompared
  const layout = createLayout(program.ir)
  for (const recorder of [met, forms]) recorder.prepare(layout)
  if (forms.lacks === 'form' || result.levels !== full.levels || !met.isSameAs(forms))
    throw new InternalError(`the search of ${program.ir.name} by symmetry meets other states than the full one`)
  return [{ kind: 'orbits', orbits: met.size }]
}
