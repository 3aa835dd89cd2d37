import fc from 'fast-check'
import * as clientsOf from 'lockproof/fast-check'
import {
  autoEventClients,
  everyProgramHolds,
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
import * as parts from 'lockproof/parts'
import { event, futex, futexes, monitor, mutex, permits, semaphore, sleepQueue } from 'lockproof/parts'
import { expect, test } from 'vitest'

const contention = ['free', 'held', 'contended'] as const

const clients: readonly (readonly [name: string, lock: Lock<string, string>])[] = [
  ['mutex', mutexClients(() => mutex())],
  ['mutex, fifo', mutexClients(() => mutex({ queue: 'fifo' }))],
  ['mutex, handoff', mutexClients(() => mutex({ queue: 'handoff' }))],
  ['mutex, recursive', mutexClients(() => mutex({ recursion: 2 }), 2)],
  ['mutex, recursive, handoff', mutexClients(() => mutex({ recursion: 2, queue: 'handoff' }), 2)],
  ['semaphore', semaphoreClients(() => semaphore(1), 1)],
  ['semaphore of two', semaphoreClients(() => semaphore(2), 2)],
  ['futex', futexClients(() => futex(contention))],
  ['futex, in order', futexClients(() => futex(contention, { wakes: 'in order' }))],
  ['futexes', futexesClients(futexes)],
  ['sleepQueue', sleepQueueClients(() => sleepQueue())],
  ['sleepQueue, in order', sleepQueueClients(() => sleepQueue({ wakes: 'in order' }))],
  ['monitor', monitorClients(() => monitor())],
  ['monitor, in order', monitorClients(() => monitor(['condition'], { wakes: 'in order' }))],
  ['event, auto', autoEventClients(() => event('auto', true))],
  ['event, manual', manualEventClients(() => event('manual'))],
  ['permits', permitsClients(permits)],
]

test.each(clients)('every program holds: %s', (_, lock) => {
  fc.assert(everyProgramHolds(lock, { threads: 3, calls: 2 }), { numRuns: 30 })
})

test('every part has clients', () => {
  const inOthers: Readonly<Record<string, string>> = { event: 'autoEvent', onProcessor: 'processor' }
  const nameOf = (part: string) => `${inOthers[part] ?? (/^K[A-Z]/.test(part) ? 'dispatcher' : part)}Clients`
  expect(Object.keys(parts).filter((part) => !Object.hasOwn(clientsOf, nameOf(part)))).toEqual([])
})
