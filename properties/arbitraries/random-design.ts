/** Small random designs in the public language: what a body can do, as data that prints and shrinks. */
import fc from 'fast-check'
import {
  again,
  atomically,
  type Cell,
  choose,
  ensure,
  forever,
  loop,
  modulo,
  object,
  pick,
  proc,
  type Region,
  repeatUntil,
  type Steps,
  type System,
  spinUntil,
  step,
  system,
  waitUntil,
} from '../../src/model/language/index.ts'

const values = 3
const cellCount = 2

/** One thing a body does. `x` names a cell, `v` a value; `last` is what the frame remembers of its latest answer. */
export type Statement =
  | { readonly do: 'load' | 'test' | 'fetchAdd' | 'exchange'; readonly x: number; readonly v: number }
  | {
      readonly do: 'store' | 'waitFor' | 'add' | 'compareAndSwap' | 'storeLast'
      readonly x: number
      readonly v: number
    }
  | { readonly do: 'take' | 'give' | 'toss' | 'skip' | 'choose' }
  | { readonly do: 'ifLast'; readonly v: number; readonly body: readonly Statement[] }
  | { readonly do: 'proc' | 'atomically' | 'region' | 'twice'; readonly body: readonly Statement[] }
  | { readonly do: 'spin' | 'until'; readonly x: number; readonly v: number }

export type RandomDesign = {
  readonly threads: readonly { readonly isCyclic: boolean; readonly body: readonly Statement[] }[]
  readonly observesCell: boolean
}

const x = fc.nat({ max: cellCount - 1 })
const v = fc.nat({ max: values - 1 })

const { body } = fc.letrec<{ body: readonly Statement[]; statement: Statement }>((tie) => ({
  body: fc.array(tie('statement'), { minLength: 1, maxLength: 3, depthIdentifier: 'body' }),
  statement: fc.oneof(
    { depthIdentifier: 'body', maxDepth: 2 },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constantFrom('load', 'test', 'fetchAdd', 'exchange' as const),
        x,
        v,
      }) as fc.Arbitrary<Statement>,
    },
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constantFrom('store', 'waitFor', 'add', 'compareAndSwap', 'storeLast' as const),
        x,
        v,
      }) as fc.Arbitrary<Statement>,
    },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constantFrom('take', 'give', 'toss', 'skip', 'choose' as const),
      }) as fc.Arbitrary<Statement>,
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('ifLast' as const), v, body: tie('body') }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constantFrom('proc', 'atomically', 'region', 'twice' as const),
        body: tie('body'),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('spin', 'until' as const), x, v }) },
  ),
}))

/** Two or three threads over two cells of three values and a lock that minds its owner. */
export const randomDesign: fc.Arbitrary<RandomDesign> = fc.record({
  threads: fc.array(fc.record({ isCyclic: fc.boolean(), body }), { minLength: 2, maxLength: 3 }),
  observesCell: fc.boolean(),
})

type Lock = { holder: number | null; tosses: 'none' | 'heads' | 'tails' }

export function randomSystem({ threads, observesCell }: RandomDesign): System {
  return system('random', (tools) => {
    const { a, b, lock } = tools.shared({
      a: modulo(values),
      b: modulo(values),
      lock: object<Lock>({ holder: null, tosses: 'none' })({
        take(d, me: number) {
          waitUntil(d.holder === null)
          d.holder = me
        },
        give(d, me: number) {
          ensure(d.holder === me, 'given by another')
          d.holder = null
        },
        toss(d) {
          d.tosses = pick(['heads', 'tails'])
          return d.tosses === 'heads' ? 1 : 0
        },
      }),
    })
    const { critical } = tools.regions('critical')
    threads.forEach(({ isCyclic, body: statements }, me) => {
      const world = { cells: [a, b], lock, critical, me }
      tools.thread(`T${me}`, function* () {
        if (isCyclic) yield* forever(() => run(world, statements))
        else yield* run(world, statements)
      })
    })
    tools.always('alone', [critical], (inside) => inside.length <= 1)
    if (observesCell) tools.never('both two', [a, b], (seenA, seenB) => seenA === 2 && seenB === 2)
  })
}

type World = {
  readonly cells: readonly Cell<number>[]
  readonly lock: { take(me: number): Steps; give(me: number): Steps; toss(): Steps<number> }
  readonly critical: Region
  readonly me: number
}

/** Performs the statements in one frame; answers the latest answer. */
function* run(world: World, statements: readonly Statement[]): Steps<void> {
  let last = 0
  for (const statement of statements) last = yield* perform(world, statement, last)
  // a body without a step would go round for ever
  yield* step('end')
}

function* perform(world: World, statement: Statement, last: number): Steps<number> {
  const at = (index: number): Cell<number> => world.cells[index] as Cell<number> // x is below cellCount
  const inner = (statements: readonly Statement[]) => () => run(world, statements)
  switch (statement.do) {
    case 'load':
      return yield* at(statement.x).load()
    case 'test':
      return (yield* at(statement.x).test((seen) => seen >= statement.v)) ? 1 : 0
    case 'fetchAdd':
      return yield* at(statement.x).fetchAdd(statement.v - 1)
    case 'exchange':
      return yield* at(statement.x).exchange(statement.v)
    case 'store':
      yield* at(statement.x).store(statement.v)
      return last
    case 'waitFor':
      yield* at(statement.x).waitFor(statement.v)
      return last
    case 'add':
      yield* at(statement.x).add(statement.v - 1)
      return last
    case 'compareAndSwap':
      return (yield* at(statement.x).compareAndSwap(statement.v, (statement.v + 1) % values)) ? 1 : 0
    case 'storeLast':
      yield* at(statement.x).store((last + statement.v) % values)
      return last
    case 'take':
      yield* world.lock.take(world.me)
      return last
    case 'give':
      yield* world.lock.give(world.me)
      return last
    case 'toss':
      return yield* world.lock.toss()
    case 'skip':
      yield* step('local')
      return last
    case 'choose':
      return yield* choose([0, 1])
    case 'ifLast':
      if (last === statement.v) yield* run(world, statement.body)
      return last
    case 'proc':
      yield* proc(inner(statement.body))()
      return last
    case 'atomically':
      yield* atomically(inner(statement.body.filter((part) => part.do !== 'spin' && part.do !== 'until'))) // an atomic block must end
      return last
    case 'region':
      yield* world.critical(inner(statement.body))
      return last
    case 'twice':
      yield* loop(0, function* (round) {
        yield* run(world, statement.body)
        return round < 1 ? again(round + 1) : undefined
      })
      return last
    case 'spin':
      yield* spinUntil(() => at(statement.x).test((seen) => seen === statement.v))
      return last
    case 'until':
      yield* repeatUntil(() => at(statement.x).test((seen) => seen === statement.v))
      return last
  }
}
