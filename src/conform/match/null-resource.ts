import type { CallStep } from '../recording/recording.ts'
import type { State } from '../run/state.ts'
import { isAccessViolation } from './code.ts'
import { misfit, type Tried } from './tried.ts'

const raises = 'raises STATUS_ACCESS_VIOLATION'
const stops = 'bug check (no source says which)'

/** ExInitializeResourceLite raises, ExDeleteResourceLite stops the machine; of the others no source says which. */
function possibleEnds(call: string): readonly (typeof raises | typeof stops)[] {
  if (call === 'ExInitializeResourceLite') return [raises]
  return call === 'ExDeleteResourceLite' ? [stops] : [raises, stops]
}

/** A call with a NULL resource never returns. */
export function matchNullCall({ call, end }: CallStep, state: State): Tried {
  const allowed = possibleEnds(call)
  if (end.kind === 'raises' && allowed.includes(raises) && isAccessViolation(end.code))
    return { fits: [state], allowed, notChecked: [] }
  if (end.kind !== 'stops' || !allowed.includes(stops)) return misfit(...allowed)
  const notChecked = end.code === 'any' ? [] : [`the code of the bug check (${end.code})`]
  return { fits: [{ ...state, stop: stops }], allowed, notChecked }
}
