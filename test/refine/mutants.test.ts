/** Each part of the argument can be taken away, and is missed: some lock is judged wrongly then. */
import { check, type System } from 'lockproof'
import { type Keeps, refinement } from 'lockproof/refine'
import { fairMutex, mutex } from 'lockproof/specifications'
import { afterEach, expect, test, vi } from 'vitest'
import { AbstractSets } from '../../src/refine/abstract-sets.ts'
import type { Abstract } from '../../src/refine/specification.ts'
import { drepper, type MutexLock, neverGrants, neverGrantsSpinning, testAndSet } from './locks/mutexes.ts'

const system = (implementation: MutexLock, keeps: Keeps = 'waiting', specification = mutex): System =>
  refinement('it', { implementation, specification, threads: keeps === 'order at rest' ? 3 : 2, depth: 1, keeps })

/** Right ones and wrong ones, and what is known of them. */
const known: readonly (readonly [() => System, string])[] = [
  [() => system(drepper()), 'refines'],
  [() => system(neverGrants), 'waiting'],
  [() => system(neverGrantsSpinning), 'waiting'],
  [() => system(testAndSet, 'order at rest', fairMutex), 'answers'],
]

const verdicts = (): readonly string[] =>
  known.map(([make]) => {
    const { verdict, violation } = check(make())
    return verdict === 'verified' ? 'refines' : (violation?.kind ?? verdict)
  })

afterEach(() => {
  vi.restoreAllMocks()
})

test('with all of it every lock is judged rightly', () => {
  expect(verdicts()).toEqual(known.map(([, verdict]) => verdict))
})

type Sets = Pick<AbstractSets, 'called' | 'returned' | 'closure' | 'maySilent' | 'settled'>

const mutants: { readonly [name: string]: Partial<Sets> } = {
  'a return is looked for where nothing has happened yet': { closure: (set: readonly Abstract[]) => set },
  'a call is forgotten': { called: (set) => set },
  'a return is forgotten': { returned: (set) => set },
  'the specification may always wait': { maySilent: () => true },
  'the specification may never wait': { maySilent: () => false },
  'nobody looks when all are at rest': { settled: () => undefined },
}

test.each(Object.entries(mutants))('without: %s', (_, instead) => {
  for (const [method, body] of Object.entries(instead))
    vi.spyOn(AbstractSets.prototype, method as keyof Sets).mockImplementation(body as never)
  expect(verdicts()).not.toEqual(known.map(([, verdict]) => verdict))
})
