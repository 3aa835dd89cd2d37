/**
 * memory.atomic.wait of Endive: endive #106 (PR #107).
 *
 * Found: what a notify leaves behind is a count of wake-ups. Somebody who comes to sleep after it may take one, and one who has slept before it sleeps on.
 * The fix numbers notifies: a wake-up is for who slept before. That the late one comes back by its time-out is certain here, as in the report: were it
 * only possible, it would be stuck.
 */
import { either, type Family, object, system, type ThreadId, threadIds, waitUntil } from 'lockproof'

type Sleeper = { readonly thread: ThreadId; readonly since: number }
type Word = {
  readonly value: 0 | 1
  readonly asleep: readonly Sleeper[]
  readonly wakeUps: number
  readonly notifies: number
}

const wordOf = (isNumbered: boolean) => {
  const withoutMe = (d: Word, me: ThreadId) => d.asleep.filter(({ thread }) => thread !== me)
  return object<Word>({ value: 0, asleep: [], wakeUps: 0, notifies: 0 })(
    {
      store(d, value: 0 | 1) {
        d.value = value
      },
      /** Answers whether the word is what was expected; then the thread is among the sleepers. */
      sleeps(d, me: ThreadId, expected: 0 | 1) {
        if (d.value === expected) d.asleep.push({ thread: me, since: d.notifies })
        return d.value === expected
      },
      returns(d, me: ThreadId) {
        const isMine = d.asleep.some(({ thread, since }) => thread === me && (!isNumbered || since < d.notifies))
        waitUntil(d.wakeUps > 0 && isMine)
        d.wakeUps--
        d.asleep = withoutMe(d, me)
      },
      timesOut(d, me: ThreadId) {
        d.asleep = withoutMe(d, me)
        d.wakeUps = Math.min(d.wakeUps, d.asleep.length)
      },
      notifyAll(d) {
        d.wakeUps = d.asleep.length
        if (isNumbered && d.asleep.length > 0) d.notifies++
      },
    },
    { reads: { load: (d) => d.value } },
  )
}

const late = (name: string, isNumbered: boolean): Family<{ sleepers: number }> =>
  system(`Endive wait, ${name}`, { sleepers: 1 }, ({ shared, thread, threads, expectVerdict }, { sleepers }) => {
    const [setter, late] = threadIds(['setter', 'late'])
    const { word } = shared({ word: wordOf(isNumbered) })
    threads(threadIds(sleepers, 'early'), function* (early) {
      if (yield* word.sleeps(early, 0)) yield* word.returns(early)
    })
    thread(setter, function* () {
      yield* word.store(1)
      yield* word.notifyAll()
    })
    thread(late, function* () {
      if ((yield* word.load()) === 1 && (yield* word.sleeps(late, 1)))
        yield* either(word.returns(late), word.timesOut(late))
    })
    expectVerdict(isNumbered ? 'verified' : 'deadlock')
  })

export const before: Family<{ sleepers: number }> = late('wake-ups are counted', false)
export const after: Family<{ sleepers: number }> = late('notifies are numbered', true)
