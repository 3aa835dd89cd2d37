import fc from 'fast-check'
import { either, timeout } from 'lockproof'
import { conforms, eresourceClients, everyProgramConforms, LawBroken, type Lock, program } from 'lockproof/fast-check'
import { describe, expect, test } from 'vitest'
import { type MutantName, mutants } from '#eresource'
import { benaphore, flagLock, mcsLock, ticketLock } from '#locks'
import { misuseMutants } from './broken-locks.ts'
import { bakeryForTwo } from './locks/bakery.ts'
import { brokenBenaphore } from './locks/benaphore.ts'
import { petersonForTwo } from './locks/peterson.ts'
import { atomicStack, bufferedRegister, register, treiberStack } from './locks/stacks.ts'

function divergenceOf<Call extends string>(
  design: Lock<Call, string>,
  reference: Lock<Call, string>,
  ...threads: Call[][]
): string {
  try {
    conforms(design, reference, program(threads))
  } catch (error) {
    if (error instanceof LawBroken) return error.message
    throw error
  }
  throw new Error('the design conforms')
}

describe('a design conforms to a reference', () => {
  test('whose calls are one step each: it is linearizable', () => {
    fc.assert(everyProgramConforms(treiberStack(), atomicStack, { calls: 2 }), { numRuns: 40 })
  })

  test.each([petersonForTwo, bakeryForTwo, mcsLock(), ticketLock(), benaphore()])('that waits: $name', (design) => {
    fc.assert(everyProgramConforms(design, flagLock(), { calls: 2 }), { numRuns: 25 })
  })

  test('that is the design itself, also under clients that misbehave', () => {
    fc.assert(everyProgramConforms(eresourceClients(), eresourceClients(), { wellBehaved: false }), { numRuns: 300 })
  })
})

describe('a design diverges from a reference', () => {
  test('where its answers are those of no order of the calls: both histories are shown', () => {
    const { counterexample, errorInstance } = fc.check(everyProgramConforms(treiberStack(true), atomicStack), {
      seed: 1,
    })
    expect(fc.stringify(counterexample)).toBe('[T0: push 1 | T1: pop | T2: pop]')
    expect((errorInstance as Error).message).toMatchInlineSnapshot(`
      "diverges: T2's pop answers 1 in Treiber stack; atomic stack: answers 'empty'

        Treiber stack:
          1–2  T0 push 1 returns
          3–5  T1 pop answers 1
          4–6  T2 pop answers 1

        atomic stack may answer 'empty':
          T0 push 1 returns
          T1 pop answers 1
          T2 pop answers 'empty'

        at first  top: { items: [] }

           T0          T1          T2
        1  top.load() → []         │                                                        test/fast-check/locks/stacks.ts:53
        2  top.compareAndSwap([], [1]) → true                          top.items: [] → [1]  test/fast-check/locks/stacks.ts:54
        3  │           top.load() → [1]                                                     test/fast-check/locks/stacks.ts:59
        4  │           │           top.load() → [1]                                         test/fast-check/locks/stacks.ts:59
        5  │           top.store([])                                   top.items: [1] → []  test/fast-check/locks/stacks.ts:62
        6  │           │           top.store([])                                            test/fast-check/locks/stacks.ts:62

        6 steps (shortest), 4 switches
        schedule  T0 T0 T1 T2 T1 T2"
    `)
  })

  test('where an order would explain the answers, but not one in which a call precedes those that begin after it', () => {
    expect(divergenceOf(bufferedRegister, register, ['write'], ['read'])).toMatchInlineSnapshot(`
      "diverges: T1's read answers 0 in buffered register; register: answers 1

        buffered register:
          1    T0 write returns
          2–3  T1 read answers 0

        register may answer 1:
          T0 write returns
          T1 read answers 1

        at first  memory: 0, buffer[T0]: null, buffer[T1]: null

           T0                       T1
        1  buffer[T0].store(1)      │                                 buffer[T0]: null → 1  test/fast-check/locks/stacks.ts:90
        2  │                        buffer[T1].exchange(null) → null                        test/fast-check/locks/stacks.ts:92
        3  │                        memory.load() → 0                                       test/fast-check/locks/stacks.ts:94

        3 steps (shortest), 1 switch
        schedule  T0 T1 T1"
    `)
  })

  test('where threads wait for ever that the reference would not let wait', () => {
    expect(divergenceOf(brokenBenaphore['signal lost'], flagLock(), ['lock', 'unlock'], ['lock', 'unlock'])).toMatch(
      /^diverges: threads of benaphore wait for ever, and those of flag lock would not\n/,
    )
  })

  test('where only a step that nobody owes would end the waiting', () => {
    const timed = (givesBack: boolean): Lock<'lock' | 'unlock', 'critical'> =>
      flagLock((flag) => ({
        *lock() {
          yield* either(flag.when('free').store('taken'), timeout())
        },
        unlock: () => flag.store(givesBack ? 'free' : 'taken'),
      }))
    expect(conforms(timed(true), timed(true), program([['lock', 'unlock', 'lock', 'unlock']]))).toBe(true)
    expect(divergenceOf(timed(false), timed(true), ['lock', 'unlock', 'lock', 'unlock'])).toMatch(
      /^diverges: threads of flag lock wait for ever, and those of flag lock would not\n/,
    )
  })

  test.each(Object.entries(misuseMutants))('%s, under clients that misbehave', (name, smallest) => {
    const mutant = eresourceClients({ resource: { rules: mutants[name as MutantName] } })
    const law = everyProgramConforms(mutant, eresourceClients(), { wellBehaved: false })
    const { counterexample } = fc.check(law, { seed: 2, numRuns: 1_000 })
    expect(fc.stringify(counterexample)).toBe(`[${smallest}]`)
  })

  test('a program that is too large to compare is not tried', () => {
    expect(
      conforms(
        treiberStack(),
        atomicStack,
        program([
          ['push 1', 'pop'],
          ['push 2', 'pop'],
        ]),
        10,
      ),
    ).toBe(false)
  })
})
