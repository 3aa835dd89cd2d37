import { check, forever, may, rest, type System, system, type ThreadId, threadIds } from 'lockproof'
import * as parts from 'lockproof/parts'
import { describe, expect, test } from 'vitest'
import { type Bug, broken } from './mutant.ts'

type Parts = typeof parts
type Value = parts.Dispatched

/** Whoever waits could not go on, and has nothing of what it waits for. */
function waitsRightly({ objects, waiting }: Value): boolean {
  return waiting.every(({ thread, on, type }) => {
    const free = on.map((name) => objects[name]).map((state) => isFree(state, thread))
    return type === 'WaitAny' ? !free.includes(true) : free.includes(false)
  })
}

function isFree(state: parts.KernelState | undefined, me: ThreadId): boolean {
  if (typeof state === 'object') return state.owner === null || state.owner === me
  return state === true || state === 'signaled' || (typeof state === 'number' && state > 0)
}

function stateOf({ objects }: Value, name: string): parts.KernelState | undefined {
  return objects[name]
}

/** Mutexes, of which some want one, some either and some both. */
const mutexes = ({ dispatcher, KMUTEX }: Parts): System =>
  system('mutexes', ({ shared, regions, threads, thread, always }) => {
    const { ke } = shared({ ke: dispatcher({ a: KMUTEX(), b: KMUTEX() }) })
    const { hasA, hasB } = regions('hasA', 'hasB')
    const [either] = threadIds(['either'])
    threads(threadIds(2, 'all'), (me) =>
      forever(function* () {
        yield* rest()
        const how = yield* ke.KeWaitForMultipleObjects(me, ['b', 'a'], 'WaitAll', {
          mayTimeOut: true,
          mayBeInterrupted: true,
        })
        if (how !== 'satisfied') return
        yield* ke.KeWaitForSingleObject(me, 'a') // again
        yield* hasA(() => hasB())
        yield* ke.KeReleaseMutex(me, 'a')
        yield* ke.KeReleaseMutex(me, 'b')
        yield* hasA(() => ke.KeReleaseMutex(me, 'a'))
      }),
    )
    thread(either, () =>
      forever(function* () {
        yield* rest()
        const by = yield* ke.KeWaitForMultipleObjects(either, ['a', 'b'], 'WaitAny')
        yield* (by === 'a' ? hasA : hasB)()
        yield* ke.KeReleaseMutex(either, by)
      }),
    )
    always('one has a', [hasA], (ids) => ids.length <= 1)
    always('one has b', [hasB], (ids) => ids.length <= 1)
    always('nobody waits for nothing', [ke], waitsRightly)
  })

/** Two permits; and an event that one takes, as a lock. */
const counted = ({ dispatcher, KSEMAPHORE, KEVENT }: Parts): System =>
  system('counted', ({ shared, regions, threads, always }) => {
    const { ke } = shared({ ke: dispatcher({ permits: KSEMAPHORE(2, 2), free: KEVENT('synchronization', true) }) })
    const { using, alone } = regions('using', 'alone')
    threads(threadIds(3), (me) =>
      forever(function* () {
        yield* rest()
        if ((yield* ke.KeWaitForSingleObject(me, 'permits', { mayTimeOut: true })) !== 'satisfied') return
        yield* using(function* () {
          if ((yield* ke.KeWaitForSingleObject(me, 'free', { Timeout: 0 })) === 'timed out') return
          yield* alone()
          yield* ke.KeSetEvent('free')
        })
        yield* ke.KeReleaseSemaphore('permits')
      }),
    )
    always('at most two', [using], (ids) => ids.length <= 2)
    always('one alone', [alone], (ids) => ids.length <= 1)
    always('nobody waits for nothing', [ke], waitsRightly)
  })

/** Somebody waits for an answer or the end of time; a timer that was cancelled does not expire. */
const timed = ({ dispatcher, KEVENT, KTIMER }: Parts): System =>
  system('timed', ({ shared, regions, thread, always, reachable }) => {
    const { ke } = shared({ ke: dispatcher({ done: KEVENT('notification'), late: KTIMER('synchronization') }) })
    const { cancelled, tooLate } = regions('cancelled', 'tooLate')
    const [T, W] = threadIds(['T', 'W'])
    thread('device', () => may(ke.KeSetEvent('done')))
    thread(T, () =>
      forever(function* () {
        yield* rest()
        yield* ke.KeSetTimer('late')
        const by = yield* ke.KeWaitForMultipleObjects(T, ['done', 'late'], 'WaitAny')
        if (by === 'late') yield* tooLate()
        else if (yield* ke.KeCancelTimer('late')) yield* cancelled()
      }),
    )
    thread(W, function* () {
      yield* rest()
      yield* ke.KeSetEvent('done')
      yield* ke.KeWaitForSingleObject(W, 'done')
    })
    always(
      'what is cancelled is idle',
      [cancelled, ke],
      (ids, value) => ids.length === 0 || stateOf(value, 'late') === 'idle',
    )
    always(
      'what was taken is gone',
      [tooLate, ke],
      (ids, value) => ids.length === 0 || stateOf(value, 'late') === 'idle',
    )
    always('nobody waits for nothing', [ke], waitsRightly)
    reachable('an answer', [cancelled], (ids) => ids.length > 0)
    reachable('none', [tooLate], (ids) => ids.length > 0)
  })

/** What is set and reset at once lets those go on who wait. */
const pulse = ({ dispatcher, KEVENT }: Parts): System =>
  system('pulse', ({ shared, threads, thread, always }) => {
    const { ke } = shared({ ke: dispatcher({ go: KEVENT('notification') }) })
    threads(threadIds(2, 'W'), (me) => ke.KeWaitForSingleObject(me, 'go', { mayBeInterrupted: true, timesOut: true }))
    thread('S', function* () {
      yield* ke.KeSetEvent('go')
      yield* ke.KeResetEvent('go')
    })
    always('all who wait go on', [ke], (value) => stateOf(value, 'go') === false || value.waiting.length === 0)
  })

const systems = { mutexes, counted, timed, pulse }

describe('dispatcher objects', () => {
  test.each(Object.entries(systems))('%s', (_, of) => {
    expect(check(of(parts)).verdict).toBe('verified')
  })

  test.each<Bug & { readonly name: string; readonly of: keyof typeof systems }>([
    { name: 'nobody is let go on', of: 'pulse', file: 'dispatched.ts', text: 'this.#settle(d)\n', instead: '' },
    {
      name: 'one is all',
      of: 'mutexes',
      file: 'dispatched.ts',
      text: 'signaled.length === on.length',
      instead: 'signaled.length > 0',
    },
    {
      name: 'its owner waits for itself',
      of: 'mutexes',
      file: 'kernel-objects.ts',
      text: 'state.owner === null || state.owner === me',
      instead: 'state.owner === null',
    },
    {
      name: 'everybody may own it',
      of: 'mutexes',
      file: 'kernel-objects.ts',
      text: 'state.owner === null || state.owner === me',
      instead: 'true',
    },
    {
      name: 'one release is all',
      of: 'mutexes',
      file: 'dispatcher.ts',
      text: 'depth > 1 ? owner : null',
      instead: 'null',
    },
    {
      name: 'who gave up waits still',
      of: 'mutexes',
      file: 'dispatcher.ts',
      text: 'd.waiting = d.waiting.filter(({ thread }) => thread !== me)\n      return why',
      instead: 'return why',
    },
    {
      name: 'who goes on gives up',
      of: 'mutexes',
      file: 'dispatcher.ts',
      text: 'waitUntil(d.waiting.some(({ thread }) => thread === me))\n',
      instead: '',
    },
    {
      name: 'who went on does so again',
      of: 'mutexes',
      file: 'dispatcher.ts',
      text: 'd.satisfied = d.satisfied.filter(({ thread }) => thread !== me)\n',
      instead: '',
    },
    {
      name: 'a permit is not taken',
      of: 'counted',
      file: 'kernel-objects.ts',
      text: 'return state - 1',
      instead: 'return state',
    },
    {
      name: 'a signal is not taken',
      of: 'counted',
      file: 'kernel-objects.ts',
      text: "of.kind === 'timer' ? 'idle' : false",
      instead: 'state',
    },
    {
      name: 'to poll is to wait',
      of: 'counted',
      file: 'dispatcher.ts',
      text: 'if (options.Timeout === 0) return yield* it.polls(me, on, type)\n',
      instead: 'if (options.Timeout === 0) return (yield* it.enrols(me, on, type)) ?? "timed out"\n',
    },
    {
      name: 'what is cancelled goes on',
      of: 'timed',
      file: 'dispatcher.ts',
      text: "if (was === 'set') d.objects[name] = 'idle'\n",
      instead: '',
    },
    {
      name: 'no timer expires',
      of: 'timed',
      file: 'dispatcher.ts',
      text: 'if (!on.some(isTimer)) return',
      instead: 'if (on.length > 0) return',
    },
    {
      name: 'a timer is set only once',
      of: 'timed',
      file: 'dispatcher.ts',
      text: "d.objects[name] = 'set'\n",
      instead: '',
    },
  ])('are missed where $name', async ({ of, ...bug }) => {
    expect(check(systems[of](await broken(bug))).verdict).toBe('violated')
  })

  test.each([
    ['a mutex owned too often', 'STATUS_MUTANT_LIMIT_EXCEEDED', 3],
    ['a mutex released by another thread', 'STATUS_MUTANT_NOT_OWNED', 1],
  ] as const)('%s fails', (_, fails, steps) => {
    const it = system(fails, ({ shared, thread }) => {
      const { ke } = shared({ ke: parts.dispatcher({ m: parts.KMUTEX() }) })
      const [T] = threadIds(['T'])
      thread(T, function* () {
        if (steps === 1) yield* ke.KeReleaseMutex(T, 'm')
        for (let i = 0; i < 3; i++) yield* ke.KeWaitForSingleObject(T, 'm')
      })
    })
    const { violation } = check(it)
    expect([violation?.kind, violation?.message, violation?.trace?.steps.length]).toEqual([
      'failure',
      `T: ${fails}`,
      steps,
    ])
  })
})
