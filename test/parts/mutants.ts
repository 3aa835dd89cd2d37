import {
  autoEventClients,
  futexClients,
  futexesClients,
  type Lock,
  manualEventClients,
  monitorClients,
  mutexClients,
  permitsClients,
  semaphoreClients,
  sleepQueueClients,
} from 'lockproof/fast-check'
import type * as Parts from 'lockproof/parts'

export type Clients = (parts: typeof Parts) => Lock<string, string>
/** In the text of its file, once, `instead` stands in place of `text`. */
export type Mutant = readonly [name: string, clients: Clients, text: string, instead: string]

const contention = ['free', 'held', 'contended'] as const
export const plain: Clients = ({ mutex }) => mutexClients(() => mutex())
const fifo: Clients = ({ mutex }) => mutexClients(() => mutex({ queue: 'fifo' }))
const handoff: Clients = ({ mutex }) => mutexClients(() => mutex({ queue: 'handoff' }))
const recursive: Clients = ({ mutex }) => mutexClients(() => mutex({ recursion: 2, queue: 'handoff' }), 2)
const oneOfTwo: Clients = ({ semaphore }) => semaphoreClients(() => semaphore(1, 2), 1)
const one: Clients = ({ semaphore }) => semaphoreClients(() => semaphore(1), 1)
const two: Clients = ({ semaphore }) => semaphoreClients(() => semaphore(2), 2)
const word: Clients = ({ futex }) => futexClients(() => futex(contention))
const inOrder: Clients = ({ futex }) => futexClients(() => futex(contention, { wakes: 'in order' }))
export const words: Clients = ({ futexes }) => futexesClients(futexes)
const queue: Clients = ({ sleepQueue }) => sleepQueueClients(() => sleepQueue())
export const monitored: Clients = ({ monitor }) => monitorClients(() => monitor())
const auto: Clients = ({ event }) => autoEventClients(() => event('auto', true))
const manual: Clients = ({ event }) => manualEventClients(() => event('manual'))
const parked: Clients = ({ permits }) => permitsClients(permits)

/** By file. */
export const mutants: Readonly<Record<string, readonly Mutant[]>> = {
  'mutex.ts': [
    ['takes what another one holds', plain, 'd.owner !== null && (', '('],
    ['unlocks and keeps it', plain, '(d.queue.shift() ?? null) : null', '(d.queue.shift() ?? null) : d.owner'],
    ['does not queue', handoff, 'if (!isLocked) d.queue.push(me)', ''],
    [
      'locks without waiting',
      handoff,
      "if (queue !== 'any' && (yield* it.enrols(me))) return 'locked'",
      "if (queue !== 'any') {\n        yield* it.enrols(me)\n        return 'locked'\n      }",
    ],
    ['hands on to one who stays in the queue', handoff, 'd.queue.shift() ?? null', 'd.queue[0] ?? null'],
    ['stays in the queue when the time is over', handoff, 'd.queue = d.queue.filter((other) => other !== me)', ''],
    ['leaves as its owner when the time is over', handoff, 'waitUntil(d.queue.includes(me))', ''],
    ['stays in the queue as its owner', fifo, "if (queue === 'fifo') d.queue.shift()", ''],
    ['is handed on as often locked as before', recursive, 'if (d.owner !== null) d.depth = 1', ''],
    ['is free after the first of two unlocks', recursive, 'if (d.depth > 0) return', ''],
    ['cannot be locked again', recursive, 'd.owner !== me || d.depth === recursion', 'true'],
  ],
  'semaphore.ts': [
    ['takes none', one, "d.permits--\n        return 'acquired'", "return 'acquired'"],
    ['tries and takes none', two, 'd.permits--\n        return true', 'return true'],
    ['waits for two', one, 'd.permits > 0', 'd.permits > 1'],
    ['does not wait', two, 'waitUntil(d.permits > 0)', 'd.permits = Math.max(d.permits, 1)'],
    ['gives none back', one, 'd.permits += permits', ''],
    ['gives two back', oneOfTwo, 'd.permits += permits', 'd.permits += 2 * permits'],
  ],
  'futex-word.ts': [
    ['sleeps whatever the word is', word, 'if (d.word !== expected) return false\n      d.asleep', 'd.asleep'],
    ['wakes nobody', word, 'd.asleep = withoutSleeper(d.asleep, one, wakes)', 'void one'],
    ['wakes nobody where all are meant', word, 'wake(d, d.asleep.length)', 'wake(d, 0)'],
    ['swaps what is not expected', word, 'if (d.word !== expected) return false\n      stores', 'stores'],
    ['answers no old word', word, 'return old', 'return value'],
    ['does not store', word, 'd.word = value', ''],
  ],
  'futex.ts': [
    ['sleeps on when the time is over', word, 'd.asleep = withoutSleeper(d.asleep, me, wakes)', ''],
    ['never returns', word, '!d.asleep.includes(me)', 'false'],
  ],
  'futexes.ts': [
    ['loses those who are moved', words, 'if (!up.includes(one)) others.asleep', 'if (up.includes(one)) others.asleep'],
    ['moves nobody', words, 'its.asleep = []', ''],
    ['returns when it is moved', words, '!Object.values(d).some(({ asleep }) => asleep.includes(me))', 'false'],
  ],
  'sleepers.ts': [
    ['wakes one who does not sleep', inOrder, 'asleep.slice(0, count)', 'asleep.slice(0, count - 1)'],
    ['wakes one less', queue, 'let more = count', 'let more = count - 1'],
  ],
  'sleep-queue.ts': [
    ['goes to sleep with the lock', queue, 'unlocks(d, me)\n      d.asleep', 'd.asleep'],
    ['sleeps without being seen', queue, 'waitUntil(!d.asleep.includes(me))', 'waitUntil(false)'],
    ['wakes nobody', queue, 'return wake(d, 1)', 'return false'],
    ['wakes only one where all are meant', queue, 'wake(d, d.asleep.length)', 'wake(d, 0)'],
    ['keeps the lock', queue, 'd.held = null\n  }', '}'],
    [
      'sleeps on when the time is over',
      queue,
      'd.asleep = withoutSleeper(d.asleep, me, wakes)\n      return why',
      'return why',
    ],
  ],
  'monitor.ts': [
    ['two are inside', monitored, 'waitUntil(d.owner === null)\n', ''],
    ['waits inside', monitored, 'exits(d, me)\n      d.waiting', 'd.waiting'],
    ['returns while others are inside', monitored, 'd.owner === null && !d.waiting', '!d.waiting'],
    ['returns without being inside', monitored, "d.owner = me\n      return 'woken'", "return 'woken'"],
    ['a time-out does not enter again', monitored, "if (how !== 'woken') yield* it.enter(me)", ''],
    [
      'waits on when the time is over',
      monitored,
      'd.waiting[condition] = withoutSleeper(d.waiting[condition]!, me, wakes)',
      '',
    ],
    ['a signal is lost', monitored, 'wake(d, condition, 1)', 'wake(d, condition, 0)'],
    ['a broadcast is lost', monitored, 'Number.POSITIVE_INFINITY', '0'],
  ],
  'event.ts': [
    ['does not reset itself', auto, "if (kind === 'auto') d.isSet = false", ''],
    ['resets itself', manual, "if (kind === 'auto') d.isSet", 'd.isSet'],
    ['lets all pass', auto, 'waitUntil(d.isSet)', ''],
    ['is not set', auto, 'd.isSet = true', ''],
  ],
  'permits.ts': [
    ['forgets a permit that nobody waits for', parked, 'd.granted = withMember(d.granted, whom)', ''],
    ['parks whatever is granted', parked, 'd.granted.includes(me)', 'false'],
  ],
}
