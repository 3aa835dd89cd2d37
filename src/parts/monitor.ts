import {
  type Draft,
  ensure,
  type Operation,
  object,
  proc,
  retry,
  type SharedHandle,
  type Steps,
  type ThreadId,
  waitUntil,
} from '../model/language/index.ts'
import { flag, oneOf } from '../options/kinds.ts'
import { requireOptions } from './options.ts'
import { part } from './part.ts'
import { assumed, type Wakes, wakesKind, withoutSleeper, withSleeper, woken } from './sleepers.ts'
import { type Ended, type WaitOptions, type Why, waits } from './waits.ts'
import { callOf, heldWords } from './words.ts'

/** Who is inside, and who waits for each condition. */
export type Monitored<C extends string = string> = {
  readonly owner: ThreadId | null
  readonly waiting: { readonly [K in C]: readonly ThreadId[] }
}

/** A mutex with condition variables, as Mesa has them (Lampson, Redell 1980): pthread_cond_t, CONDITION_VARIABLE, java.lang.Object. */
export type Monitor<C extends string> = SharedHandle<Monitored<C>> & {
  /** Waits until it is alone inside. */
  enter(me: ThreadId): Operation
  /** Leaves. Who is not inside fails. */
  exit(me: ThreadId): Operation
  /**
   * Leaves and waits for the condition, the first unless given, which is one step; enters again in another, however the wait ended: others may have been
   * inside before. `'woken'` may be for no reason: look again at what was waited for.
   */
  wait<const W extends WaitOptions = {}>(me: ThreadId, condition?: C, options?: W): Steps<'woken' | Ended<W>>
  /** Wakes one who waits for the condition; where nobody does, it is lost. */
  signal(condition?: C): Operation
  /** Wakes all who wait for the condition. */
  broadcast(condition?: C): Operation
}

/** What is taken for granted of wake-ups; by default no more than the field promises. */
export type MonitorOptions = {
  /** Whether who waits may wake for no reason; so it is unless `false` is given. */
  readonly spurious?: boolean
  /** Who is woken; any unless given. */
  readonly wakes?: Wakes
}

/**
 * A monitor with these conditions, or with one.
 * @example
 * const { m } = shared({ m: monitor(['notEmpty', 'notFull']) })
 * yield* m.enter(me)
 * yield* m.wait(me, 'notEmpty')
 */
export function monitor<const C extends string = 'condition'>(
  conditions: readonly [C, ...C[]] = ['condition' as C],
  options: MonitorOptions = {},
): Monitor<C> {
  requireOptions('monitor', options, { spurious: flag, wakes: wakesKind })
  const { spurious = true, wakes = 'any' } = options
  const [first] = conditions
  const one = oneOf(conditions)
  const known = (condition: C = first): C => {
    requireOptions('a monitor', { condition }, { condition: one })
    return condition
  }
  const waiting = Object.fromEntries(conditions.map((condition) => [condition, []]))
  const it = object<Monitored>({ owner: null, waiting })(recipes(wakes), {
    waits: ['enter', 'returns', 'leaves'],
    ...assumed(options),
    owners: ({ owner }) => (owner === null ? [] : [owner]),
    waitsFor: ({ owner, waiting }, me) =>
      owner === null || Object.values(waiting).some((those) => those.includes(me))
        ? []
        : [{ thread: owner, why: 'is inside' }],
    words: ({ owner, waiting }) => heldWords(owner, 1, waiting),
  })
  const wait = proc(
    function* wait(me: ThreadId, condition: C = first, options: WaitOptions = {}): Steps<unknown> {
      yield* it.sleeps(me, known(condition))
      const back = () => waits(it.returns(me, condition), (why) => it.leaves(me, condition, why), options, spurious)
      const how = yield* retry(back)
      if (how !== 'woken') yield* it.enter(me)
      return how
    },
    { call: (me, condition = first) => callOf(it, 'wait', me, ...(conditions.length > 1 ? [condition] : [])) },
  ) as Monitor<C>['wait'] // the options say how it may end
  const signal = (condition?: C) => it.signal(known(condition))
  const broadcast = (condition?: C) => it.broadcast(known(condition))
  return part(it, { enter: it.enter, exit: it.exit, wait, signal, broadcast }) as Monitor<C> // these conditions and no others
}

function recipes(wakes: Wakes) {
  const exits = (d: Draft<Monitored>, me: ThreadId): void => {
    ensure(d.owner === me, 'used by a thread that is not inside')
    d.owner = null
  }
  const wake = (d: Draft<Monitored>, condition: string, count: number): void => {
    for (const one of woken(d.waiting[condition]!, count, wakes))
      d.waiting[condition] = withoutSleeper(d.waiting[condition]!, one, wakes)
  }
  return {
    enter(d: Draft<Monitored>, me: ThreadId) {
      ensure(d.owner !== me, 'entered again by the thread that is inside')
      waitUntil(d.owner === null)
      d.owner = me
    },
    exit: exits,
    sleeps(d: Draft<Monitored>, me: ThreadId, condition: string) {
      exits(d, me)
      d.waiting[condition] = withSleeper(d.waiting[condition]!, me, wakes)
    },
    returns(d: Draft<Monitored>, me: ThreadId, condition: string) {
      waitUntil(d.owner === null && !d.waiting[condition]!.includes(me))
      d.owner = me
      return 'woken' as const
    },
    /** Whoever wakes for no reason is where the woken ones are. */
    leaves(d: Draft<Monitored>, me: ThreadId, condition: string, why: Why) {
      waitUntil(d.waiting[condition]!.includes(me))
      d.waiting[condition] = withoutSleeper(d.waiting[condition]!, me, wakes)
      return why !== 'woken' && why
    },
    signal(d: Draft<Monitored>, condition: string) {
      wake(d, condition, 1)
    },
    broadcast(d: Draft<Monitored>, condition: string) {
      wake(d, condition, Number.POSITIVE_INFINITY)
    },
  }
}
