import { ModelError } from '../../../errors/model-error.ts'
import type { Design } from '../../protocol/design.ts'
import type { MemoryModel } from '../../protocol/orders.ts'
import { mostValues } from './packed.ts'

/** @throws ModelError M015 */
export function requireKnown({ name, objects, liveness, fairness }: Design, model: MemoryModel): void {
  const other = objects.find(({ isGhost, domain }) => !isGhost && domain === undefined)
  if (other !== undefined) throw unknownTo(model, `${name} has an object, ${other.name}`, 'cells', other.name)
  const large = objects.find(({ isGhost, domain }) => !isGhost && domain !== undefined && domain.length > mostValues)
  if (large !== undefined)
    throw unknownTo(
      model,
      `${name} has a cell of ${large.domain?.length} values, ${large.name}`,
      `cells of at most ${mostValues} values`,
      large.name,
    )
  const [asked] = liveness
  const [action] = fairness.actions
  if (asked !== undefined && model !== 'tso')
    throw unknownTo(
      model,
      `${name} has what must come some time, ${asked.name}`,
      'properties of states',
      asked.name,
      'Check it under sc or tso, or leave it out.',
    )
  if (asked !== undefined && action !== undefined)
    throw unknownTo(model, `${name} is fair to a step, ${action.label}`, 'fairness to threads', action.label)
}

function unknownTo(
  model: MemoryModel,
  what: string,
  expected: string,
  seen: string,
  fix = 'Check it without a memory model, or leave it out.',
): ModelError {
  return new ModelError('M015', `${what}: under ${model} memory a check knows ${expected} only. ${fix}`, {
    expected,
    seen,
    fix,
  })
}
