import { object, type SharedObject, type ThreadId, threadIdName, waitUntil } from '../../language/index.ts'

/** Set while a signal waits for somebody; the list has those who wait, the first is next. */
export type Signal = { readonly isSet: boolean; readonly list: readonly ThreadId[] }

/** What the writers wait for. */
export type WriterEvent = SharedObject<
  Signal,
  {
    /** Takes the signal, or goes to the end of the list; answers which. */
    enter(e: Signal, me: ThreadId): 'signaled' | 'listed'
    woken(e: Signal, me: ThreadId): void
    /** Wakes the first, and answers who that is; where nobody waits it stays set. */
    set(e: Signal): ThreadId | null
    reset(e: Signal): void
    /** Leaves the list; answers whether it was in it. */
    leaves(e: Signal, me: ThreadId): boolean
  }
>

/** A synchronization event of the kernel: a signal lets one pass, in the order of arrival. `sticks`: it stays where nobody waits. */
export function writerEvent(sticks: boolean): WriterEvent {
  return object<Signal>({ isSet: false, list: [] })(
    {
      enter(e, me: ThreadId) {
        if (!e.isSet) e.list.push(me)
        const answer = e.isSet ? 'signaled' : 'listed'
        e.isSet = false
        return answer
      },
      woken(e, me: ThreadId) {
        waitUntil(!e.list.includes(me))
      },
      set(e) {
        const first = e.list.shift() ?? null
        if (first === null && sticks) e.isSet = true
        return first
      },
      reset(e) {
        e.isSet = false
      },
      leaves(e, me: ThreadId) {
        const place = e.list.indexOf(me)
        if (place !== -1) e.list.splice(place, 1)
        return place !== -1
      },
    },
    { waits: ['woken'], words: ({ isSet, list }) => `${isSet ? 'set' : 'not set'}${waiting(list)}` },
  )
}

function waiting(list: readonly ThreadId[]): string {
  return list.length === 0 ? '' : ` (waiting: ${list.map(threadIdName).join(', ')})`
}
