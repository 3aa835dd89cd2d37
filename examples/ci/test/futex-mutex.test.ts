import 'lockproof/vitest'
import { check } from 'lockproof'
import { clientSystem, program } from 'lockproof/fast-check'
import { mutex } from 'lockproof/specifications'
import { describe, expect, test } from 'vitest'
import { futexMutex, mutexWith } from '../src/futex-mutex.ts'

const onceEach = program([
  ['lock', 'unlock'],
  ['lock', 'unlock'],
])

/** Wakes a sleeper only where the word says so when it looks, before it lets go. */
const wakesTooEarly = mutexWith(function* unlock(mutex) {
  if ((yield* mutex.compareExchange(1, 1)) === 2) yield* mutex.wake()
  yield* mutex.store(0)
})

describe('the futex mutex', () => {
  test('excludes two and three threads, and lets everybody in', () => {
    expect(clientSystem(futexMutex, onceEach)).toHoldUnderEveryInterleaving()
    expect(clientSystem(futexMutex, program([...onceEach.threads, ['lock', 'unlock']]))).toHoldUnderEveryInterleaving()
  })

  test('does what a mutex does, for clients that call for ever', () => {
    expect(futexMutex).toRefine(mutex, { threads: 3 })
    expect(wakesTooEarly).not.toRefine(mutex, { threads: 2 })
  })

  test('must let go before it wakes', () => {
    expect(clientSystem(wakesTooEarly, onceEach)).toDeadlock({ steps: 7 })
    expect(check(clientSystem(wakesTooEarly, onceEach))).toMatchSnapshot()
  })
})
