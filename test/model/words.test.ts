import {
  type Cell,
  cell,
  cells,
  check,
  type Operation,
  object,
  objects,
  range,
  repeat,
  retry,
  type Steps,
  step,
  system,
  type ThreadId,
  type Tools,
  threadIds,
  type Verdict,
  waitUntil,
} from 'lockproof'
import { describe, expect, test } from 'vitest'

const verdictOf = (describe: (tools: Tools) => void): Verdict => check(system('s', describe))

/** What one thread is answered, as the message of a step that fails. */
function answered(body: (word: Cell<number>) => Steps<unknown>, first = 0): string {
  const verdict = verdictOf(({ shared, thread }) => {
    const { word } = shared({ word: cell(range(8), first) })
    thread('T', function* () {
      const answer = yield* body(word)
      throw new Error(`${answer}, then ${yield* word.load()}`)
    })
  })
  return verdict.violation?.kind === 'failure' ? verdict.violation.message.replace('T: ', '') : verdict.verdict
}

describe('operations of a cell', () => {
  test.each<[string, (word: Cell<number>) => Operation<number>, string]>([
    ['compareExchange that finds', (word) => word.compareExchange(5, 2), '5, then 2'],
    ['compareExchange that does not', (word) => word.compareExchange(4, 2), '5, then 5'],
    ['fetchUpdate', (word) => word.fetchUpdate((v) => v - 1), '5, then 4'],
    ['fetchOr', (word) => word.fetchOr(2), '5, then 7'],
    ['fetchAnd', (word) => word.fetchAnd(6), '5, then 4'],
    ['fetchXor', (word) => word.fetchXor(3), '5, then 6'],
    ['when().fetchUpdate', (word) => word.when((v) => v > 4).fetchUpdate((v) => v + 2), '5, then 7'],
  ])('%s answers the old value', (_, body, expected) => {
    expect(answered(body, 5)).toBe(expected)
  })

  test('when().update answers nothing, and waits', () => {
    expect(answered((word) => word.when(5).update((v) => v * 0), 5)).toBe('undefined, then 0')
    expect(answered((word) => word.when(4).update((v) => v * 0), 5)).toBe('violated')
  })
})

describe('loops', () => {
  test('repeat goes round so many times, and says which', () => {
    expect(answered((word) => repeat(3, (round) => word.add(round)))).toBe('undefined, then 3')
    expect(answered((word) => repeat(0, () => word.add(1)))).toBe('undefined, then 0')
    expect(() => verdictOf(({ thread }) => thread('T', () => repeat(1.5, () => step('s'))))).toThrow(
      'repeat(1.5, …): expected a whole number of rounds, 0 or more',
    )
  })

  test('repeat forgets what its rounds were answered', () => {
    const verdict = verdictOf(({ shared, thread }) => {
      const { word } = shared({ word: cell(range(8)) })
      thread('T', () =>
        repeat(2, function* () {
          yield* word.load()
        }),
      )
      thread('U', () => repeat(7, () => word.add(1)))
    })
    expect(verdict.states).toBe(3 * 8) // a round each, whatever was read
  })

  test('retry goes on until it is answered something', () => {
    const found = (word: Cell<number>): Steps<number> =>
      retry(function* () {
        const v = yield* word.fetchAdd(1)
        return v >= 2 && v
      })
    expect(answered(found)).toBe('2, then 3')
  })
})

describe('names', () => {
  test('threads by a list', () => {
    const [reader, writer]: readonly [ThreadId, ThreadId] = threadIds(['reader', 'writer'])
    const verdict = verdictOf(({ shared, threads }) => {
      const { holder } = shared({ holder: cell<ThreadId | null>([null, reader, writer]) })
      threads([reader, writer], function* (me) {
        yield* holder.when(null).store(me)
      })
    })
    expect(verdict.violation?.kind).toBe('deadlock')
    expect(JSON.stringify(verdict.violation)).toMatch(/"thread":"(reader|writer)"/)
  })

  test('a list of cells and objects has numbers', () => {
    const latch = () => object({ isSet: false })({ wait: (d) => waitUntil(d.isSet) })
    const verdict = verdictOf(({ shared, thread }) => {
      const { pair } = shared({ pair: [cell([0, 1]), latch()] })
      thread('T', function* () {
        yield* pair[0].store(1)
        yield* pair[1].wait()
      })
    })
    expect(JSON.stringify(verdict.violation)).toContain('"waitsAt":["pair[1].wait()"]')
    expect(JSON.stringify(verdict.violation)).toContain('pair[0].store(1)')
  })

  test('a list with something else in it is refused', () => {
    expect(() => verdictOf(({ shared }) => shared({ pair: [cell([0, 1]), 5 as never] }))).toThrow(
      'shared({ pair }): expected cell(), object(), a row or a list of them',
    )
  })
})

describe('rows', () => {
  test('cells start with what a function makes of their keys', () => {
    const verdict = verdictOf(({ shared, thread, never }) => {
      const { row } = shared({ row: cells(range(3), range(3), (key) => 2 - key) })
      thread('T', () => row.at(0).store(0))
      never('first', [row], ([a, b, c]) => a === 2 && b === 1 && c === 0)
    })
    expect(verdict).toMatchObject({ verdict: 'violated', violation: { property: 'first' } })
  })

  test('objects, one for each key, are read by properties in the order of the keys', () => {
    const ids = threadIds(2)
    const place = () =>
      object<{ visits: number }>({ visits: 0 })({
        visit(d) {
          d.visits++
        },
      })
    const verdict = verdictOf(({ shared, threads, always }) => {
      const { places } = shared({ places: objects(ids, place) })
      threads(ids, (me) => places.at(me).visit())
      always('at most one', [places], (each) => each.reduce((sum, { visits }) => sum + visits, 0) < 2)
    })
    expect(verdict).toMatchObject({
      verdict: 'violated',
      violation: { property: 'at most one', trace: { steps: [{}, {}] } },
    })
    expect(JSON.stringify(verdict.violation)).toContain('"object":"places[T0]"')
  })

  test('those of alike threads are exchanged with them', () => {
    const ids = threadIds(4)
    const own = system('own', ({ shared, threads }) => {
      const { places } = shared({
        places: objects(ids, () => object({ visits: 0 })({ visit: (d) => void d.visits++ })),
      })
      threads(ids, (me) => repeat(2, () => places.at(me).visit()))
    })
    expect(check(own, { reduction: 'none' }).states).toBe(3 ** 4)
    expect(check(own, { reduction: 'symmetry' }).states).toBe(15) // multisets of 4 out of 3
  })

  test('that start differently, by a key, are not', () => {
    const ids = threadIds(2)
    const told = system('told', ({ shared, threads, never }) => {
      const { first } = shared({ first: cells(ids, [0, 1], (me) => (me === ids[0] ? 1 : 0)) })
      threads(ids, (me) => first.at(me).store(1))
      never('both', [first], ([a, b]) => a === 1 && b === 1)
    })
    expect(check(told, { reduction: 'symmetry' })).toMatchObject({ verdict: 'violated' })
    expect(check(told, { reduction: 'none' }).violation).toEqual(check(told, { reduction: 'symmetry' }).violation)
  })
})

describe('ghost objects', () => {
  const history = () =>
    object<{ entries: readonly number[] }>({ entries: [] })({
      enters(d, which: number) {
        d.entries = [...d.entries, which]
      },
      waits: (d) => waitUntil(d.entries.length > 0),
    })

  test('are updated beside a step, and read by properties', () => {
    const verdict = verdictOf(({ shared, ghosts, thread, never }) => {
      const { word } = shared({ word: cell(range(3)) })
      const { seen } = ghosts({ seen: history() })
      thread('T', () => repeat(2, () => word.fetchAdd(1).recording((old) => seen.enters(old))))
      never('0, 1', [seen], ({ entries }) => entries.join() === '0,1')
    })
    expect(verdict).toMatchObject({ verdict: 'violated', violation: { property: '0, 1' } })
  })

  test('must not wait', () => {
    const waiting = () =>
      verdictOf(({ shared, ghosts, thread }) => {
        const { word } = shared({ word: cell(range(3)) })
        const { seen } = ghosts({ seen: history() })
        thread('T', () => word.add(1).recording(() => seen.waits()))
      })
    expect(waiting).toThrow('seen.waits() waits at')
    expect(waiting).toThrow('expected a ghost to go one way')
  })

  test('are no step of their own', () => {
    const alone = () =>
      verdictOf(({ ghosts, thread }) => {
        const { seen } = ghosts({ seen: history() })
        thread('T', () => seen.enters(1) as unknown as Steps)
      })
    expect(alone).toThrow('threads do not see ghosts')
  })
})
