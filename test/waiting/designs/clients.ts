import { forever, type Region, rest, type Steps, type ThreadId, type Tools, threadIdName } from 'lockproof'

type Id = ThreadId | string | number

/** What a client does with its lock. */
export type Lock<K> = {
  readonly lock: (me: K) => Steps<unknown>
  /** The step inside; one that touches nothing, unless said otherwise. */
  readonly inside?: (me: K) => Steps<unknown>
  readonly unlock?: (me: K) => Steps<unknown>
}

/** Clients of all kinds have the same regions, and each has two of its own: who waits for ever is asked of all, and of each. */
export class Clients {
  readonly #tools: Tools
  readonly #rests: boolean
  readonly #trying: Region
  readonly #critical: Region

  constructor(tools: Tools, { rests = true }: { readonly rests?: boolean } = {}) {
    this.#tools = tools
    this.#rests = rests
    const { trying, critical } = tools.regions('trying', 'critical')
    this.#trying = trying
    this.#critical = critical
    tools.progress(trying, critical)
    tools.starvationFree(trying, critical)
  }

  /** The stretch in which a client has passed the doorway and waits: how often is it overtaken there, and by whom? */
  waiting(): Region {
    const { waiting } = this.#tools.regions('waiting')
    this.#tools.boundedBypass(waiting, this.#critical)
    this.#tools.firstComeFirstServed(this.#trying, waiting, this.#critical)
    return waiting
  }

  /** They come again and again, or stay away; then they try, are inside, and leave. */
  add<const K extends Id>(ids: readonly K[], lock: Lock<K>): void {
    const own = new Map(ids.map((id) => [id, this.#own(nameOf(id))]))
    const rests = this.#rests
    const [trying, critical] = [this.#trying, this.#critical]
    this.#tools.threads(ids, function* (me) {
      const { tries, enters } = own.get(me) as { tries: Region; enters: Region } // each has its own
      yield* forever(function* () {
        if (rests) yield* rest()
        yield* tries(() => trying(() => lock.lock(me)))
        yield* enters(() => (lock.inside === undefined ? critical() : critical(() => lock.inside!(me))))
        if (lock.unlock !== undefined) yield* lock.unlock(me)
      })
    })
  }

  #own(name: string): { readonly tries: Region; readonly enters: Region } {
    const made = this.#tools.regions(`${name} tries`, `${name} enters`) as Record<string, Region>
    const [tries, enters] = Object.values(made) as [Region, Region]
    this.#tools.starvationFree(tries, enters)
    return { tries, enters }
  }
}

/** As the thread is called. */
function nameOf(id: Id): string {
  return typeof id === 'number' ? `T${id}` : typeof id === 'string' ? id : threadIdName(id)
}
