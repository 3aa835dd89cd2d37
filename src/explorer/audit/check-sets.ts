import { InternalError } from '../../errors/internal-error.ts'
import type { Program } from '../../model/ir.ts'
import { Meter, orStopped, Stopped } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { SearchGround } from '../findings/search-ground.ts'
import type { ReductionKind } from '../reduced/reduced.ts'
import { reducedSearch } from '../reduced/reduction.ts'
import type { PlainSearchOptions } from '../search.ts'
import type { ThreadChooser } from '../steps/generate.ts'
import type { StubbornChooser } from '../stubborn/sets/stubborn-chooser.ts'
import { CheckingChooser } from './check-chosen-sets.ts'
import { StubbornDefinition } from './stubborn-definition.ts'

/**
 * Holds the stubborn sets that reduced searches choose against their definition. Expects tables that say all that can be reached. Nothing
 * where no set was chosen.
 * @throws InternalError where a set is wrong.
 */
export function* checkSets(
  program: Program,
  kinds: readonly ReductionKind[],
  options: PlainSearchOptions,
): Task<readonly SearchGround[]> {
  const { meter = new Meter(), limitBytes = meter.limitBytes } = options
  const isLate = (): boolean => meter.stop !== undefined
  const definition = new StubbornDefinition(program, { bytes: limitBytes, isLate })
  let [sets, complete, isCut] = [0, 0, false]
  for (const kind of kinds) {
    const last: { chooser?: CheckingChooser } = {} // searches may begin anew
    const watch = (chooser: StubbornChooser): ThreadChooser => {
      last.chooser = new CheckingChooser(chooser, definition)
      return last.chooser
    }
    const reduced = yield* orStopped(reducedSearch(program, kind, { ...options, meter }, { watch }))
    const checked = last.chooser?.checked
    if (checked?.wrong !== undefined)
      throw new InternalError(`a stubborn set of ${program.ir.name} is wrong: ${checked.wrong.because.kind}`)
    sets += checked?.sets ?? 0
    complete += checked?.complete ?? 0
    isCut ||= reduced instanceof Stopped || reduced.result.limit !== undefined
  }
  return sets === 0 ? [] : [{ kind: 'sets checked', sets, toTheEnd: complete, isCut }]
}
