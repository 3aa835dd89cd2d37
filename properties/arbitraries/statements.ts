import fc from 'fast-check'
import { again, atomically, choose, fold, loop, proc, type Steps, step } from 'lockproof'
import { cellAt, type Here, type Performs, plain, risky, type Statement } from './simple-statements.ts'
import { voluntary, voluntaryStretches } from './voluntary-statements.ts'

const compound: Performs = {
  *ifLast(here, { v, inner }, last) {
    if (last === v) yield* runAll(here, inner)
    else yield* step('otherwise')
    return last
  },
  *proc(here, { v, inner }, last) {
    const call = proc(function* call(first: number, { times }: { times: readonly number[] }) {
      yield* runAll(here, inner)
      return { sum: first + times.length, times }
    })
    const { sum, times } = yield* call(last, { times: [v] })
    return (sum + (times[0] ?? 0)) % 3
  },
  *walk(here, { v, inner }) {
    const walk = proc(function* walk(depth: number): Steps<number> {
      if (depth === 0) {
        yield* runAll(here, inner)
        return 0
      }
      return 1 + (yield* walk(depth - 1))
    })
    return yield* walk(v)
  },
  *rounds(here, { x, inner }) {
    return yield* loop({ round: 0, seen: [] as readonly number[] }, function* ({ round, seen }) {
      const longer = [...seen, yield* cellAt(here, x).load()]
      if (round === 0) return again({ round: 1, seen: longer })
      yield* runAll(here, inner)
      return longer.length
    })
  },
  *fold(here, { v }) {
    const seen = yield* fold([here.a, here.b], [] as readonly number[], function* (values, each) {
      return [...values, yield* each.load()]
    })
    return seen.filter((value) => value === v).length
  },
  *atomically(here, { inner }) {
    return yield* atomically(function* () {
      return yield* runAll(here, inner)
    })
  },
  *critical(here, { inner }, last) {
    yield* here.critical(() => runAll(here, inner))
    return last
  },
  *nested(here, { inner }, last) {
    yield* here.trying(function* () {
      yield* step('local')
      yield* here.critical(() => runAll(here, inner))
    })
    return last
  },
  *chosen(here, { x, inner }) {
    return yield* atomically(function* () {
      const value = yield* choose([0, 1, 2])
      if (value > 0) yield* cellAt(here, x).store(value)
      if (value > 1) yield* runAll(here, inner)
      return value
    })
  },
  *results(here, { x, inner }) {
    const look = proc(function* look(index: number) {
      const seen: number[] = []
      seen.push(yield* cellAt(here, index).load())
      return seen
    })
    const all: number[] = []
    all.push(...(yield* look(x)))
    yield* runAll(here, inner)
    all.push(...(yield* look(1 - x)))
    return all.reduce((sum, value) => sum + value, 0) % 3
  },
  *trying(here, { v, inner }) {
    return yield* here.trying(function* () {
      yield* runAll(here, inner)
      return v
    })
  },
  *locals(here, { x, v, inner }) {
    let most = v
    const parts = new Map<string, number>()
    const meet = (value: number): void => {
      if (value > most) most = value
      parts.set('latest', value)
    }
    meet(yield* cellAt(here, x).load())
    yield* runAll(here, inner)
    meet(yield* cellAt(here, 1 - x).load())
    return (most + (parts.get('latest') ?? 0)) % 3
  },
}

const performs: Performs = { ...plain, ...risky, ...voluntary, ...compound, ...voluntaryStretches }

/** Performs the statements in one frame; answers the latest answer. */
export function* runAll(here: Here, body: readonly Statement[]): Steps<number> {
  let last = 0
  for (const { do: what, x, v, inner = [] } of body) last = yield* performs[what]!(here, { x, v, inner }, last, runAll)
  if (body.length === 0) yield* step('nothing')
  return last
}

const x = fc.nat(1)
const v = fc.nat(2)
const leaf: fc.Arbitrary<Statement> = fc.record({ do: fc.constantFrom(...Object.keys(plain)), x, v })
const risk: fc.Arbitrary<Statement> = fc.record({ do: fc.constantFrom(...Object.keys(risky)), x, v })
const unowed: fc.Arbitrary<Statement> = fc.record({ do: fc.constantFrom(...Object.keys(voluntary)), x, v })
const innermost = fc.array(leaf, { minLength: 1, maxLength: 2 })
const inner = fc.oneof({ weight: 3, arbitrary: innermost }, { weight: 1, arbitrary: fc.tuple(around(innermost)) })

function around(parts: fc.Arbitrary<readonly Statement[]>): fc.Arbitrary<Statement> {
  return fc.record({ do: fc.constantFrom(...Object.keys({ ...compound, ...voluntaryStretches })), x, v, inner: parts })
}

/** A body of at most so many statements, of those that end without failing, or of any. */
export function statements(of: 'plain' | 'any', maxLength: number): fc.Arbitrary<readonly Statement[]> {
  const statement = fc.oneof(
    { weight: 10, arbitrary: leaf },
    { weight: of === 'any' ? 1 : 0, arbitrary: risk },
    { weight: 3, arbitrary: unowed },
    { weight: 6, arbitrary: around(inner) },
  )
  return fc.array(statement, { minLength: 1, maxLength })
}
