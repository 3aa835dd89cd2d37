import {
  cell,
  cells,
  ensure,
  forever,
  object,
  type System,
  system,
  type ThreadId,
  threadIds,
  waitUntil,
  withMember,
  withoutMember,
} from 'lockproof'
import { describe, expect, test } from 'vitest'
import { type Compiled, type CompileOptions, compile } from '../../src/model/compile/compile.ts'
import type { Symmetry } from '../../src/model/ir.ts'

type Gate = {
  readonly inside: readonly ThreadId[]
  readonly queue: readonly ThreadId[]
  readonly holder: ThreadId | null
}

/** A set, a queue, an owner and a row of cells; threads remember ids. */
const gate: System = system('gate', ({ shared, threads, thread }) => {
  const ids = threadIds(3)
  const { mine, last, gate } = shared({
    mine: cells(ids, [false, true]),
    last: cell([null, ...ids]),
    gate: object<Gate>({ inside: [], queue: [], holder: null })({
      enter(g, me: ThreadId) {
        g.inside = withMember(g.inside, me)
        g.queue.push(me)
        g.holder ??= me
      },
      leave(g, me: ThreadId) {
        waitUntil(g.queue[0] === me)
        g.queue.shift()
        g.inside = withoutMember(g.inside, me)
        if (g.holder === me) g.holder = null
        return [...g.inside]
      },
    }),
  })
  threads(ids, function* (me) {
    yield* forever(function* () {
      yield* mine.at(me).store(true)
      const before = yield* last.exchange(me)
      if (before !== null) yield* mine.at(before).store(false)
      yield* gate.enter(me)
      const others = yield* gate.leave(me)
      ensureSmall(others.length)
    })
  })
  thread('stranger', function* () {
    yield* last.waitFor(null)
  })
})

function ensureSmall(size: number): void {
  if (size > 3) throw new Error('too many')
}

function compiled(options: CompileOptions = {}): { readonly design: Compiled; readonly symmetry: Symmetry } {
  const design = compile(gate.build(), options)
  const { symmetry } = design.program
  if (symmetry === undefined) throw new Error('expected a symmetry')
  return { design, symmetry }
}

const objectNamed = ({ program }: Compiled, name: string): number =>
  program.ir.objects.findIndex((object) => object.name === name)

describe('the symmetry of a compiled design', () => {
  test('a family is what one call of threads makes; a thread of its own is none', () => {
    const { symmetry } = compiled()
    expect(symmetry.families).toEqual([[0, 1, 2]])
    expect(symmetry.swaps).toEqual([
      [0, 1],
      [1, 2],
    ])
  })

  test('a cell of a row goes with the thread that it belongs to, other objects stay', () => {
    const { design, symmetry } = compiled()
    const image = (name: string): string | undefined =>
      design.program.ir.objects[symmetry.objectImage(0, objectNamed(design, name))]?.name
    expect(['mine[T0]', 'mine[T1]', 'mine[T2]', 'last', 'gate'].map(image)).toEqual([
      'mine[T1]',
      'mine[T0]',
      'mine[T2]',
      'last',
      'gate',
    ])
  })

  test('ids in values are exchanged: sets stay in their order, queues are not put in order', () => {
    const { design, symmetry } = compiled()
    const on = objectNamed(design, 'gate')
    const [t0, t1, t2] = design.design.threads.map(({ id }) => id)
    const values = Array.from({ length: design.program.ir.objects[on]?.valueCount ?? 0 }, (_, v) => v)
    const found = values.find((v) => {
      const { inside, queue } = design.value(on, v) as Gate // an object's value is one of its type
      return inside.length === 3 && queue[0] === t2 && queue[1] === t0
    })
    const { queue, inside } = design.value(on, symmetry.valueImage(0, on, found ?? -1)) as Gate // the same
    expect({ queue, inside }).toEqual({ queue: [t2, t1, t0], inside: [t0, t1, t2] })
  })

  for (const options of [{}, { minimise: false }, { budget: { runs: 0 } }]) {
    test(`images of images are the beginning: values and local states, ${JSON.stringify(options)}`, () => {
      const { design, symmetry } = compiled(options)
      const { ir } = design.program
      for (const swap of symmetry.swaps.keys()) {
        ir.objects.forEach(({ valueCount }, object) => {
          for (let value = 0; value < valueCount; value++) {
            const image = symmetry.valueImage(swap, object, value)
            expect(symmetry.valueImage(swap, symmetry.objectImage(swap, object), image)).toBe(value)
          }
        })
        const [left, right] = symmetry.swaps[swap] ?? []
        for (const [local, operation] of (ir.threads[left ?? 0]?.operation ?? []).entries()) {
          const image = symmetry.localImage(swap, left ?? 0, local)
          expect(symmetry.localImage(swap, right ?? 0, image)).toBe(local)
          const label = ir.operations[operation]?.label
          const other = ir.operations[ir.threads[right ?? 0]?.operation[image] ?? -1]?.label
          const renamed = label?.replace(/T[0-9]/g, (id) =>
            id === `T${left}` ? `T${right}` : id === `T${right}` ? `T${left}` : id,
          )
          expect(other).toBe(renamed)
        }
      }
    })
  }

  test('what has no image says so: a row with a cell for one of two alike threads', () => {
    const [a, b] = threadIds(2)
    if (a === undefined || b === undefined) return
    const lame = system('lame', ({ shared, threads }) => {
      const { row } = shared({ row: cells([a], [0, 1]) })
      threads([a, b], function* (me) {
        if (me === a) yield* row.at(a).store(1)
        ensureSmall(0)
      })
    })
    const { program } = compile(lame.build())
    expect(program.symmetry?.objectImage(0, 0)).toBe(-1)
  })

  test('ids compared by order are caught when the comparison runs', () => {
    const [a, b] = threadIds(2)
    const compare = () =>
      object<{ last: ThreadId | null }>({ last: null })({
        note(d, me: ThreadId) {
          ensure(d.last === null || (d.last as unknown as number) < (me as unknown as number), 'in order') // what the type forbids
          d.last = me
        },
      })
    const ordered = system('ordered', ({ shared, threads }) => {
      const { cmp } = shared({ cmp: compare() })
      threads([a as ThreadId, b as ThreadId], (me) => cmp.note(me)) // two were asked for
    })
    const { program } = compile(ordered.build())
    const failing = program.ir.operations
      .flatMap(({ outcome }) => [...outcome])
      .filter((at) => program.ir.outcomes[at + 2] === -2)
    expect(failing.length).toBeGreaterThan(0)
  })
})
