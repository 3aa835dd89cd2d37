import type { Operation, Steps } from '../../language/index.ts'
import type { Status } from '../life-cycle.ts'
import type { Eresource } from '../recipes.ts'
import type { Caller } from './caller.ts'
import { routine } from './routine.ts'

/** From storage to resource and back. None of them waits, wakes anybody or needs APCs disabled. */
export type LifeCycleRoutines = {
  /**
   * Zeroes the storage, whatever it held, and links it into the list of all resources. The storage is non-paged and aligned.
   * IRQL <= DISPATCH_LEVEL. Misuse: on a live resource: the verdict doubleInit, 0xC4/0xD0 under Verifier.
   * Source: page ExInitializeResourceLite (wdm.h).
   */
  ExInitializeResourceLite(R: Eresource): Steps<Status>
  /**
   * Does the work of delete, allocate and initialize on a free resource, keeping and zeroing the memory of its owner table; boosts are enabled
   * again. IRQL <= DISPATCH_LEVEL. Misuse: while somebody owns or waits: owners lose their holds and waiters are never woken; no
   * tool catches it. Source: page ExReinitializeResourceLite (wdm.h).
   */
  ExReinitializeResourceLite(R: Eresource): Steps<Status>
  /**
   * Unlinks the resource and frees its table and waiter objects; the storage may be freed afterwards. IRQL <= APC_LEVEL. Misuse: not initialized
   * or deleted already: 0xC4/0xD1 under Verifier; owned or waited for: the verdicts deleteWhileOwned and deleteWithWaiters.
   * Source: page ExDeleteResourceLite (wdm.h).
   */
  ExDeleteResourceLite(R: Eresource): Steps<Status>
  /**
   * The owners' priority is not raised any more when somebody waits long, until the next (re)initialization. Reserved for the system.
   * Source: page ExDisableResourceBoostLite (ntifs.h).
   */
  ExDisableResourceBoostLite(R: Eresource): Steps
  /** Frees the storage. Misuse: the resource was not deleted: 0xC4/0xD2 under Verifier, a corrupt list later without it. */
  ExFreePool(R: Eresource): Steps
}

export function lifeCycleRoutines({ perform }: Caller): LifeCycleRoutines {
  const of = <A>(name: LifeCycle, step: (R: Eresource) => Operation<A>) =>
    routine(name, (R: Eresource) => perform(name, R, () => step(R)))
  return {
    ExInitializeResourceLite: of('ExInitializeResourceLite', (R) => R.ExInitializeResourceLite()),
    ExReinitializeResourceLite: of('ExReinitializeResourceLite', (R) => R.ExReinitializeResourceLite()),
    ExDeleteResourceLite: of('ExDeleteResourceLite', (R) => R.ExDeleteResourceLite()),
    ExDisableResourceBoostLite: of('ExDisableResourceBoostLite', (R) => R.ExDisableResourceBoostLite()),
    ExFreePool: routine('ExFreePool', (R: Eresource) => R.ExFreePool()),
  }
}

type LifeCycle = Exclude<keyof LifeCycleRoutines, 'ExFreePool'>
