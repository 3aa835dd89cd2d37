import type { Eresource } from '../recipes.ts'
import type { ResourceRoutines } from './as-thread.ts'
import type { Routine } from './caller.ts'

type On<R, F> = F extends (R: Eresource, ...args: infer A) => infer B ? (R: R, ...args: A) => B : never

/** The routines that every model of the structure has, on a resource of that model: boosts are in none. */
export type RoutinesOn<R> = {
  readonly [N in Exclude<Routine, 'ExDisableResourceBoostLite'>]: On<R, ResourceRoutines[N]>
}
