/**
 * memory.atomic.wait and notify of Endive: endive #106 (PR #107).
 *
 * Found: a notify leaves behind a number of wake-ups, and whoever comes to sleep after it may take one: who slept before sleeps on (`before`). The fix counts
 * notifies: who sleeps takes a wake-up only if there was a notify since. But so there is for all who sleep at the next notify. Two who came between the two
 * may take both wake-ups, and with them the one of the first notify, which was not for them (`pr107`, `oneByOne`). A wake-up must be somebody's (`asFutex`).
 * Those who come late have time-outs, which are certain, as in the report: were they only possible, a late one would be stuck.
 */
import {
  either,
  type Family,
  object,
  type Steps,
  system,
  type ThreadId,
  type Tools,
  threadIds,
  waitUntil,
} from 'lockproof'
import { futex } from 'lockproof/parts'

type Sleeper = { readonly thread: ThreadId; readonly since: number }
type State = {
  readonly value: number
  readonly asleep: readonly Sleeper[]
  readonly wakeUps: number
  readonly notifies: number
}

const stateOf = (isNumbered: boolean) =>
  object<State>({ value: 0, asleep: [], wakeUps: 0, notifies: 0 })(
    {
      store(d, value: number) {
        d.value = value
      },
      /** Answers whether the word is what was expected; then the thread is among the sleepers. */
      sleeps(d, me: ThreadId, expected: number) {
        if (d.value === expected) d.asleep.push({ thread: me, since: d.notifies })
        return d.value === expected
      },
      returns(d, me: ThreadId) {
        const mine = d.asleep.find(({ thread }) => thread === me)
        waitUntil(mine !== undefined && d.wakeUps > 0 && (!isNumbered || mine.since < d.notifies))
        d.wakeUps--
        d.asleep = d.asleep.filter((it) => it !== mine)
      },
      timesOut(d, me: ThreadId) {
        d.asleep = d.asleep.filter(({ thread }) => thread !== me)
        d.wakeUps = Math.min(d.wakeUps, d.asleep.length)
      },
      notify(d, atMost: number) {
        const some = Math.min(atMost, d.asleep.length - d.wakeUps)
        d.wakeUps += some
        if (isNumbered && some > 0) d.notifies++
      },
    },
    { reads: { load: (d) => d.value } },
  )

type Word = {
  load(): Steps<number>
  store(value: number): Steps
  notify(atMost: number): Steps<unknown>
  wait(me: ThreadId, expected: number, timesOut: boolean): Steps<unknown>
}

const endive =
  (isNumbered: boolean) =>
  ({ shared }: Tools): Word => {
    const { word } = shared({ word: stateOf(isNumbered) })
    const { load, store, notify } = word
    return {
      load,
      store,
      notify,
      *wait(me, expected, timesOut) {
        if (!(yield* word.sleeps(me, expected))) return
        yield* timesOut ? either(word.returns(me), word.timesOut(me)) : word.returns(me)
      },
    }
  }

type Size = { readonly late: number; readonly oneByOne: boolean }

const notified = (name: string, wordOf: (tools: Tools) => Word, isRight: (size: Size) => boolean): Family<Size> =>
  system(`Endive wait, ${name}`, { late: 1, oneByOne: false }, (tools, size) => {
    const { thread, threads, expectVerdict } = tools
    const [early] = threadIds(['early'])
    const word = wordOf(tools)
    thread(early, () => word.wait(early, 0, false))
    thread('setter', function* () {
      if (size.oneByOne) {
        yield* word.store(1)
        yield* word.notify(1)
      }
      yield* word.store(2)
      yield* word.notify(size.oneByOne ? 1 : Number.POSITIVE_INFINITY)
    })
    threads(threadIds(size.late, 'late'), function* (me) {
      if ((yield* word.load()) === 2) yield* word.wait(me, 2, true)
    })
    expectVerdict(isRight(size) ? 'verified' : 'deadlock')
  })

export const before: Family<Size> = notified('wake-ups are counted', endive(false), () => false)
export const pr107: Family<Size> = notified(
  'published fix',
  endive(true),
  ({ late, oneByOne }) => !oneByOne || late < 2,
)
export const asFutex: Family<Size> = notified(
  'as a futex',
  ({ shared }) => {
    const { word } = shared({ word: futex<number>([0, 1, 2], { spurious: false }) })
    const { load, store, wake } = word
    return { load, store, notify: wake, wait: (me, expected, timesOut) => word.wait(me, expected, { timesOut }) }
  },
  () => true,
)
