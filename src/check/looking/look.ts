import type { ReductionKind } from '../../explorer/reduced/reduced.ts'
import type { Task } from '../../tasks/task.ts'
import type { CheckOptions } from '../options/check-options.ts'
import { contest } from './contest.ts'
import type { Looked, View } from './looked.ts'
import { lookedBy, Side } from './side.ts'

/** Looks at the states of a design in the way that the options ask for. @throws Stopped before anything was searched; ModelError where it is at fault */
export function look(view: View): Task<Looked> {
  const kind = kindOf(view.options)
  return kind === 'auto' ? contest(view) : lookedBy(new Side(view, { kind }))
}

/** Searches that take samples have nothing to race for, and what is to be compared must have been reduced. */
function kindOf({ reduction = 'auto', search, checkReduction = false }: CheckOptions): ReductionKind | 'auto' {
  return reduction === 'auto' && (checkReduction || typeof search === 'object') ? 'all' : reduction
}
