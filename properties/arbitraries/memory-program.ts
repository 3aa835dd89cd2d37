import fc from 'fast-check'
import type { Order } from '../../src/model/protocol/orders.ts'
import type { Op, Straight } from '../naive-memory.ts'

/**
 * Programs without branches. *Shapes* are the circles in which models differ, by name SB, MP, LB, S, R, 2+2W, IRIW, WRC, RWC, ISA2 and their cousins, with
 * orders of one theme: uniform programs are nearly blind, since hardly any of them has a circle.
 */
export type MemoryProgram = { readonly cells: number; readonly threads: Straight }

const shapes: readonly string[] = [
  ...['W0 R1|W1 R0', 'W0 W1|R1 R0', 'R0 W1|R1 W0', 'W0 W1|R1 W0', 'W0 W1|W1 R0', 'W0 W1|W1 W0', 'X0 R1|X1 R0'],
  ...['W0|R0 R0|W0', 'W0|W1|R0 R1|R1 R0', 'W0|R0 W1|R1 R0', 'W0|R0 W1|W1 R0', 'W0 W1|R1 W2|R2 R0', 'W0|R0 R1|W1 R0'],
  ...['W0 W1|R1 R2|W2 R0', 'W0 W1|X1|R1 R0', 'W0 W1|X1 R1|W1 R0', 'W0 W1|R1 W2|W2 R0', 'W0 W1|W1 W2|W2 R0'],
  ...['W0 X1|X1 R0', 'W0|W1|R0 R1|R1 W0', 'R1 R1|W0 W0|W1 R0', 'R0 R1|W0 W0|W1 R0', 'W0 R1|W1 R2|W2 R0'],
  ...['W0 W1|X1 X1|R1 R0', 'W0 R1|W1 R0|R0 R1', 'W0|W0|R0 R0|R0 R0'],
]

type Theme = {
  readonly load: readonly Order[]
  readonly store: readonly Order[]
  readonly update: readonly Order[]
  /** Of a hundred places between two accesses, so many have a fence. */
  readonly fences: number
}

const mixed: Theme = {
  load: ['relaxed', 'acquire', 'seq_cst'],
  store: ['relaxed', 'release', 'seq_cst'],
  update: ['relaxed', 'acquire', 'release', 'acq_rel', 'seq_cst'],
  fences: 25,
}

const themes: readonly Theme[] = [
  mixed,
  { load: ['seq_cst'], store: ['seq_cst'], update: ['seq_cst'], fences: 0 },
  {
    load: ['seq_cst', 'seq_cst', 'seq_cst', 'acquire', 'relaxed'],
    store: ['seq_cst', 'seq_cst', 'seq_cst', 'release', 'relaxed'],
    update: ['seq_cst', 'acq_rel'],
    fences: 10,
  },
  { load: ['relaxed'], store: ['relaxed'], update: ['relaxed'], fences: 75 },
  {
    load: ['relaxed', 'acquire'],
    store: ['relaxed', 'release'],
    update: ['relaxed', 'acq_rel', 'release', 'acquire'],
    fences: 50,
  },
]

const fences: readonly Order[] = ['acquire', 'release', 'acq_rel', 'seq_cst', 'seq_cst', 'seq_cst']
const fenceThemes: readonly (readonly Order[])[] = [fences, ['seq_cst'], ['acquire', 'release'], fences]

/** What a step is, before values are given to what writes. */
type Plan = { readonly kind: Op['kind']; readonly cell: number; readonly order: Order }

function accessPlan(letter: string, cell: number, theme: Theme): fc.Arbitrary<Plan> {
  const kind = letter === 'R' ? 'load' : letter === 'W' ? 'store' : 'update'
  return fc.constantFrom(...theme[kind]).map((order) => ({ kind, cell, order }))
}

function fencePlan(theme: Theme, orders: readonly Order[]): fc.Arbitrary<readonly Plan[]> {
  const some = fc.constantFrom(...orders).map((order): readonly Plan[] => [{ kind: 'fence', cell: 0, order }])
  return fc.oneof({ arbitrary: some, weight: theme.fences }, { arbitrary: fc.constant([]), weight: 100 - theme.fences })
}

function threadOf(text: string, theme: Theme, orders: readonly Order[]): fc.Arbitrary<readonly Plan[]> {
  const steps = text.split(' ').map((step, i) => {
    const access = accessPlan(step.charAt(0), Number(step.charAt(1)), theme)
    return i === 0 ? access.map((it) => [it]) : fc.tuple(fencePlan(theme, orders), access).map(([f, it]) => [...f, it])
  })
  return fc.tuple(...steps).map((parts) => parts.flat())
}

/** One more access of the first cells, somewhere, in a third of those that are short. */
function withOneMore(threads: readonly (readonly Plan[])[], theme: Theme): fc.Arbitrary<readonly (readonly Plan[])[]> {
  if (threads.flat().length >= 8) return fc.constant(threads)
  const access = fc
    .tuple(fc.constantFrom('R', 'W'), fc.nat(1))
    .chain(([letter, cell]) => accessPlan(letter, cell, theme))
  const more = fc
    .tuple(access, fc.nat(threads.length - 1), fc.nat(8))
    .map(([plan, thread, place]) =>
      threads.map((plans, t) => (t === thread ? plans.toSpliced(place % (plans.length + 1), 0, plan) : plans)),
    )
  return fc.oneof({ arbitrary: fc.constant(threads), weight: 2 }, { arbitrary: more, weight: 1 })
}

/** Values told apart, in the order of the text. */
function withValues(threads: readonly (readonly Plan[])[]): MemoryProgram {
  let value = 0
  const all = threads.map((plans) =>
    plans.map((plan) => ({ ...plan, value: plan.kind === 'store' || plan.kind === 'update' ? ++value : 0 })),
  )
  return { cells: 1 + Math.max(...all.flat().map(({ cell }) => cell)), threads: all }
}

export const shapeProgram: fc.Arbitrary<MemoryProgram> = fc
  .tuple(fc.constantFrom(...shapes), fc.constantFrom(...themes), fc.constantFrom(...fenceThemes))
  .chain(([shape, theme, orders]) => {
    const threads = shape.split('|').map((text) => threadOf(text, theme, orders))
    return fc.tuple(...threads).chain((plans) => withOneMore(plans, theme))
  })
  .chain((threads) => fc.shuffledSubarray([...threads], { minLength: threads.length }))
  .map(withValues)

/** At most seven steps. */
export const uniformProgram: fc.Arbitrary<MemoryProgram> = fc.integer({ min: 2, max: 4 }).chain((threads) => {
  const cell = fc.nat(threads === 2 ? 1 : 2)
  const fence = fc.constantFrom(...fences).map((order): Plan => ({ kind: 'fence', cell: 0, order }))
  const access = (letter: string): fc.Arbitrary<Plan> => cell.chain((of) => accessPlan(letter, of, mixed))
  const step = fc.oneof(
    { arbitrary: access('R'), weight: 4 },
    { arbitrary: access('W'), weight: 4 },
    { arbitrary: access('X'), weight: 1 },
    { arbitrary: fence, weight: 1 },
  )
  const thread = fc.array(step, { minLength: 1, maxLength: threads === 2 ? 4 : 7 - threads })
  return fc
    .array(thread, { minLength: threads, maxLength: threads })
    .filter((all) => all.flat().length <= 7)
    .map(withValues)
})

/** Shapes with two to four plain accesses of one cell, of which some are stores. */
export const racyProgram: fc.Arbitrary<MemoryProgram> = shapeProgram.chain(({ cells, threads }) => {
  const added = fc.record({ thread: fc.nat(threads.length - 1), place: fc.nat(8), isStore: fc.boolean() })
  return fc.array(added, { minLength: 2, maxLength: 4 }).map((all) => ({
    cells,
    threads: all.reduce<Straight>((now, { thread, place, isStore }) => {
      const op: Op = { kind: isStore ? 'plain store' : 'plain load', cell: 0, value: 0, order: 'relaxed' }
      return now.map((ops, t) => (t === thread ? ops.toSpliced(place % (ops.length + 1), 0, op) : ops))
    }, threads),
  }))
})

/** Shapes in which one cell is written a few times more, by one thread or by some. */
export const deepProgram: fc.Arbitrary<MemoryProgram> = shapeProgram.chain(({ cells, threads }) => {
  const order = fc.constantFrom<Order>('relaxed', 'release', 'seq_cst')
  const kind = fc.constantFrom<Op['kind']>('store', 'store', 'update')
  const added = fc.record({ thread: fc.nat(threads.length - 1), place: fc.nat(8), order, kind })
  return fc.tuple(fc.nat(cells - 1), fc.array(added, { minLength: 1, maxLength: 3 })).map(([cell, all]) => ({
    cells,
    threads: all.reduce<Straight>((now, { thread, place, ...op }, i) => {
      const one: Op = { ...op, cell, value: 11 + i }
      return now.map((ops, t) => (t === thread ? ops.toSpliced(place % (ops.length + 1), 0, one) : ops))
    }, threads),
  }))
})

/** Short shapes, and what their first thread does for ever when it has come to its end: it stores. */
export type LoopProgram = MemoryProgram & { readonly round: readonly Op[] }
export const loopProgram: fc.Arbitrary<LoopProgram> = fc
  .tuple(shapeProgram, fc.nat(1), fc.constantFrom<Order>('relaxed', 'release', 'seq_cst'))
  .filter(([{ threads }]) => threads.flat().length <= 7)
  .map(([program, cell, order]) => ({
    ...program,
    round: [8, 9].map((value) => ({ kind: 'store', cell: cell % program.cells, value, order })),
  }))
