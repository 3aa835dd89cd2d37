import { cell, cells, check, forever, rest, type System, strong, system, type ThreadId, threadIds } from 'lockproof'
import { describe, expect, test } from 'vitest'

/** `told`: who is told apart, and how. */
type Told = 'nobody' | 'by fairness' | 'by an action' | 'by what it does'

/** A lock that waits before it swaps, of threads that come again and again. */
const lock = (told: Told): System =>
  system(`test and set, ${told}`, (tools) => {
    const ids = threadIds(3)
    const [first] = ids as readonly [ThreadId, ...ThreadId[]] // three were asked for
    const { flag, seen } = tools.shared({ flag: cell([null, ...ids]), seen: cells(ids, [false, true]) })
    const { trying, critical } = tools.regions('trying', 'critical')
    tools.threads(ids, function* (me) {
      yield* forever(function* () {
        yield* rest()
        yield* trying(function* () {
          yield* seen.at(me).store(true)
          yield* flag.when((owner) => owner === null).store(me)
        })
        yield* critical(() => seen.at(told === 'by what it does' ? first : me).store(false))
        yield* flag.store(null)
      })
    })
    if (told === 'by fairness') tools.fairness({ threads: 'strong', except: [first] })
    if (told === 'by an action') tools.fairness({ strong: [strong(seen.at(first), 'store')] })
    tools.starvationFree(trying, critical)
    tools.boundedBypass(trying, critical)
    tools.firstComeFirstServed(trying, trying, critical)
  })

const asked = (told: Told, reduction?: 'none' | 'stubborn' | 'symmetry' | 'all') => {
  const { answers, grounds } = check(lock(told), { keepGoing: true, ...(reduction && { reduction }) })
  return {
    results: answers.map(({ kind, result, liveness }) => `${kind}: ${result} ${liveness?.holdsUnder ?? ''}`),
    checked: answers.flatMap(({ liveness }) => (liveness === undefined ? [] : [liveness.checked.join()])),
    threads: answers.flatMap(({ liveness }) => (liveness === undefined ? [] : [liveness.threads.join()])),
    ground: grounds.find(({ kind }) => kind === 'waits alike')?.text,
  }
}

const everybody = ['T0,T1,T2', 'T0,T1,T2', 'T0,T1,T2']

describe('one thread is asked for all that are alike', () => {
  test('where nothing tells them apart, and the verdict says so', () => {
    expect(asked('nobody')).toMatchObject({
      checked: ['T0', 'T0', 'T0'],
      threads: everybody,
      ground: expect.stringMatching(/^symmetry, proved in \d+ comparisons: T1 and T2 wait as T0 does$/),
    })
  })

  test.each<[Told, string | undefined]>([
    ['by fairness', 'T0,T1'],
    ['by an action', 'T0,T1'],
    ['by what it does', 'T0,T1'],
  ])('but for whoever is told apart %s', (told, checked) => {
    expect(asked(told)).toMatchObject({
      checked: [checked, checked, checked],
      threads: everybody,
      ground: expect.stringMatching(/: T2 waits as T1 does$/),
    })
  })

  test.each<Told>(['nobody', 'by fairness', 'by an action', 'by what it does'])(
    'with the answers of all: %s',
    (told) => {
      const all = asked(told, 'none')
      expect(all).toMatchObject({ checked: everybody, threads: everybody, ground: undefined })
      expect(asked(told).results).toEqual(all.results)
      expect(asked(told, 'symmetry')).toMatchObject({ results: all.results, checked: asked(told).checked })
      expect(asked(told, 'stubborn')).toMatchObject({ checked: everybody })
    },
  )
})
