import type { Steps } from '../../language/index.ts'
import type { ResourceOwner } from '../owner.ts'
import type { Eresource } from '../recipes.ts'
import type { Caller } from './caller.ts'
import { routine } from './routine.ts'

/** What gives up or changes a hold. None of them ever waits; normal kernel APCs stay disabled until the release has returned. */
export type ReleaseRoutines = {
  /**
   * Gives up one hold of the calling thread; with the last one, ownership passes to whoever is next. IRQL <= DISPATCH_LEVEL.
   * Misuse: the thread owns nothing: bug check 0xE3. Source: page ExReleaseResourceLite (wdm.h).
   */
  ExReleaseResourceLite(R: Eresource): Steps
  /** The old name of {@link ReleaseRoutines.ExReleaseResourceLite}, a macro. */
  ExReleaseResource(R: Eresource): Steps
  /**
   * Gives up one hold of this identity: an owner pointer set by ExSetResourceOwnerPointer, or a thread. Any thread may call it; the id of
   * another thread works too, though its page asks for an owner pointer, since a thread may have ended by then.
   * IRQL <= DISPATCH_LEVEL. Misuse: the identity owns nothing, or only waits: bug check 0xE3.
   * Source: page ExReleaseResourceForThreadLite (wdm.h).
   */
  ExReleaseResourceForThreadLite(R: Eresource, ResourceThreadId: ResourceOwner): Steps
  /**
   * From exclusive to shared with the same count, and no other thread can own exclusively in between. All shared waiters are granted, exclusive ones
   * stay queued. IRQL <= APC_LEVEL. Misuse: the caller does not own exclusively: the verdict convertMisuse; in a free build the real owner
   * loses its exclusivity without noticing. Source: page ExConvertExclusiveToSharedLite (wdm.h).
   */
  ExConvertExclusiveToSharedLite(R: Eresource): Steps
  /**
   * The caller's holds become those of `OwnerPointer`, both low bits of which must be set; from then on only ExReleaseResourceForThreadLite with
   * the pointer is legal for them, once for each hold, by any thread. IRQL <= DISPATCH_LEVEL.
   * Misuse: the caller owns nothing: bug check 0xE3; a pointer without its low bits: 0x132. Source: page ExSetResourceOwnerPointer (wdm.h).
   */
  ExSetResourceOwnerPointer(R: Eresource, OwnerPointer: ResourceOwner | string): Steps
  /**
   * The same, since Windows 7. `Flags` 1, FLAG_OWNER_POINTER_IS_THREAD, lets the kernel keep a thread alive and boost it: neither shows in a
   * model without priorities. Source: page ExSetResourceOwnerPointerEx (wdm.h).
   */
  ExSetResourceOwnerPointerEx(R: Eresource, OwnerPointer: ResourceOwner | string, Flags: 0 | 1): Steps
}

export function releaseRoutines({ id: me, perform }: Caller): ReleaseRoutines {
  const ExReleaseResourceLite = routine('ExReleaseResourceLite', (R: Eresource) =>
    perform('ExReleaseResourceLite', R, () => R.ExReleaseResourceLite(me)),
  )
  const move = (R: Eresource, P: ResourceOwner | string) =>
    perform('ExSetResourceOwnerPointer', R, () => R.ExSetResourceOwnerPointer(me, P))
  return {
    ExReleaseResourceLite,
    ExReleaseResource: ExReleaseResourceLite,
    ExReleaseResourceForThreadLite: routine('ExReleaseResourceForThreadLite', (R: Eresource, id: ResourceOwner) =>
      perform('ExReleaseResourceForThreadLite', R, () => R.ExReleaseResourceForThreadLite(id)),
    ),
    ExConvertExclusiveToSharedLite: routine('ExConvertExclusiveToSharedLite', (R: Eresource) =>
      perform('ExConvertExclusiveToSharedLite', R, () => R.ExConvertExclusiveToSharedLite(me)),
    ),
    ExSetResourceOwnerPointer: routine('ExSetResourceOwnerPointer', move),
    ExSetResourceOwnerPointerEx: routine(
      'ExSetResourceOwnerPointerEx',
      (R: Eresource, P: ResourceOwner | string, _Flags: 0 | 1) => move(R, P),
    ),
  }
}
