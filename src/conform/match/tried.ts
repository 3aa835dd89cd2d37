import type { State } from '../run/state.ts'

/** A step tried at one state of the model. */
export type Tried = {
  /** The states after it, where it fits. */
  readonly fits: readonly State[]
  /** Everything that the model allows there, in words. */
  readonly allowed: readonly string[]
  /** What was recorded and says nothing about the model. */
  readonly notChecked: readonly string[]
}

export function fitting(state: State, allowed: readonly string[], notChecked: readonly string[] = []): Tried {
  return { fits: [state], allowed, notChecked }
}

export function misfit(...allowed: readonly string[]): Tried {
  return { fits: [], allowed, notChecked: [] }
}
