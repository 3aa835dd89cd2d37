import type { ObjectDeclaration } from '../../model/protocol/declarations.ts'
import type { NativeRun } from '../../model/run/native-run.ts'
import { isThreadId, type ThreadId } from '../../model/values/thread-id.ts'
import { Calls } from './calls.ts'
import { orTold, type Tell } from './told.ts'

/** For whom a thread waits, and why, as far as an object says so. */
export type InFront = { readonly thread?: ThreadId; readonly why?: string }

/** Who holds what at the present state of a run, and for whom threads wait there, as far as objects say so. */
export class Holders {
  readonly run: NativeRun
  readonly calls: Calls
  readonly #tell: Tell
  /** By object: what it said of the value that it had last. */
  readonly #known = new Map<ObjectDeclaration, { readonly value: unknown; readonly ids: readonly ThreadId[] }>()

  /** `tell` hears of an `owners` or `waitsFor` that goes wrong: it costs that, and no more. */
  constructor(run: NativeRun, tell: Tell) {
    this.run = run
    this.#tell = tell
    this.calls = new Calls(tell)
  }

  of(object: ObjectDeclaration): readonly ThreadId[] {
    const value = this.run.value(object)
    const known = this.#known.get(object)
    if (known !== undefined && Object.is(known.value, value)) return known.ids
    const ids = this.#ask(object, () => object.owners?.(value))
    this.#known.set(object, { value, ids })
    return ids
  }

  /** For whom a thread waits that is blocked there: whoever holds the object, unless it says who is ahead. */
  aheadOf(me: ThreadId, object: ObjectDeclaration): readonly InFront[] {
    const { waitsFor } = object
    const ahead =
      waitsFor === undefined ? this.of(object) : this.#ask(object, () => waitsFor(this.run.value(object), me))
    return ahead.map((one) => (isThreadId(one) ? { thread: one } : one))
  }

  #ask<A>({ name }: ObjectDeclaration, answer: () => readonly A[] | undefined): readonly A[] {
    return orTold(answer, this.#tell, `whom threads wait for at ${name} is not known`) ?? []
  }
}
