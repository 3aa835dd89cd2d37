/** What a trace says of a thread that does not see what others have written: which step wrote it. */
import { cell, check, plain, replay, type System, system, threadIds } from 'lockproof'
import { expect, test } from 'vitest'
import { noFence, releaseFence } from '../../examples/memory/peterson.ts'
import { follow } from '../../src/check/explain/trace.ts'
import { ample, overMemory } from '../../src/check/memory.ts'
import type { MemoryModel } from '../../src/model/protocol/orders.ts'
import { NativeRun } from '../../src/model/run/native-run.ts'
import { effectsText } from '../../src/report/formats/step-text.ts'
import { moveText } from '../../src/report/text/move-text.ts'
import { replayText } from '../../src/report/text/replay-text.ts'
import { plain as plainStyle } from '../../src/report/text/style.ts'
import type { MemoryMove, Trace } from '../../src/verdict/trace.ts'
import type { Value } from '../../src/verdict/value.ts'
import { clients } from './locks/lock.ts'

const traceOf = (of: System, memory: MemoryModel): Trace => {
  const trace = check(of, { memory }).violation?.trace
  if (trace === undefined) throw new Error('nothing was found')
  return trace
}

const accessesIn = ({ steps }: Trace): (MemoryMove & { thread: string; step: number })[] =>
  steps.flatMap(({ thread, moves }, i) =>
    moves.flatMap(({ access }) => (access === undefined ? [] : [{ ...access, thread, step: i + 1 }])),
  )

test.each([
  ['cpp20', 'not visible to T0 yet'],
  ['tso', 'still in the buffer of T1'],
  ['pso', 'still in the buffer of T1'],
] as const)('under %s an old value is read beside the step that wrote the new one', (memory, why) => {
  const trace = traceOf(noFence, memory)
  expect(accessesIn(trace).at(-1)).toMatchObject({
    cell: 'flag[T1]',
    reads: 'down',
    unseen: [{ step: 1, thread: 'T1', value: 'up', site: { line: 37 } }],
  })
  expect(effectsText(trace.steps.at(-1)!)).toBe(
    `reads 'down', though step 1 (T1, peterson.ts:37) wrote 'up': ${why}, enters critical`,
  )
  expect(accessesIn(trace).filter(({ unseen }) => unseen !== undefined)).toHaveLength(1)
})

test('a store that comes before one that was done earlier says so', () => {
  const [give] = accessesIn(traceOf(releaseFence, 'cpp20')).filter(({ precedes }) => precedes !== undefined)
  expect(give).toMatchObject({ cell: 'turn', thread: 'T1', precedes: [{ step: 3, thread: 'T0' }] })
  const step = traceOf(releaseFence, 'cpp20').steps[give!.step - 1]!
  expect(effectsText(step)).toContain('comes before step 3 (T0, peterson.ts:39), which wrote T1, in the order of turn')
})

/** Its writer stores three times; its reader sees the last, and of the other cell nothing. */
const overtaken = system('overtaken', ({ shared, thread, never, regions }) => {
  const { x, y } = shared({ x: cell([0, 1, 2]), y: cell([0, 1]) })
  const { wrong } = regions('wrong')
  thread('writer', function* () {
    yield* x.store(1, 'relaxed')
    yield* x.store(2, 'relaxed')
    yield* y.store(1, 'relaxed')
  })
  thread('reader', function* () {
    yield* y.waitFor(1, 'relaxed')
    if ((yield* x.load('relaxed')) === 0) yield* wrong(() => y.load('relaxed'))
  })
  never('an old value is seen', [wrong], (inside) => inside.length > 0)
})

test.each([
  ['cpp20', 'not visible to reader yet'],
  ['pso', 'still in the buffer of writer'],
] as const)('under %s of several writes the last is told, and how many there were', (memory, why) => {
  const trace = traceOf(overtaken, memory)
  const read = accessesIn(trace).find(({ unseen }) => unseen !== undefined)
  expect(read).toMatchObject({ cell: 'x', unseen: [{ value: 1 }, { value: 2 }] })
  const text = effectsText(trace.steps[read!.step - 1]!)
  expect(text).toMatch(
    new RegExp(`reads 0, though 2 more were written, the last, 2, in step \\d \\(writer, old-values.*\\): ${why}`),
  )
})

test('a buffer says which store becomes visible', () => {
  const { steps } = traceOf(overtaken, 'pso')
  const [visible] = steps.filter(({ thread }) => thread === 'writer.buffer')
  expect(visible?.moves.map(moveText)).toEqual(['y = 1 of step 3 becomes visible'])
  expect(visible?.moves[0]?.access?.makesVisible).toMatchObject({ step: 3, thread: 'writer', value: 1 })
})

test('under tso who reads what another thread keeps reads it beside that', () => {
  const lost = system('lost', ({ shared, threads }) => {
    const { data } = shared({ data: plain([0, 1]) })
    threads(threadIds(2), function* () {
      yield* data.store(1)
      yield* data.load()
    })
  })
  const kept = system('kept', ({ shared, thread }) => {
    const { data } = shared({ data: plain([0, 1]) })
    thread('writer', () => data.store(1))
    thread('reader', () => data.load())
  })
  expect(accessesIn(traceOf(lost, 'tso')).at(-1)).not.toHaveProperty('reads') // it stores
  expect(effectsText(traceOf(kept, 'tso').steps.at(-1)!)).toContain('reads 0, though step 1')
})

/** All store to one cell, and read it. */
const contended = system('contended', ({ shared, threads }) => {
  const { x } = shared({ x: cell([0, 1, 2, 3, 4]) })
  threads(threadIds(2), function* (me) {
    const isFirst = me.description === 'T0'
    yield* x.store(isFirst ? 1 : 3, 'relaxed')
    yield* x.load('relaxed')
    yield* x.store(isFirst ? 2 : 4, 'relaxed')
    yield* x.load('relaxed')
    yield* x.load('relaxed')
  })
})

/** Schedules without a plan: whatever can step may be next. */
function randomRun(of: System, memory: MemoryModel, seed: number): Trace {
  let state = seed
  const below = (n: number): number => {
    state = (state * 1103515245 + 12345) % 2147483648
    return Math.floor(state / 65536) % n
  }
  const weak = overMemory(of, memory, ample).system
  const steps: { thread: number; decisions: number[] }[] = []
  const run = new NativeRun(weak.build())
  for (let i = 0; i < 20; i++) {
    const free = run.design.threads.map((_, t) => t).filter((t) => !run.hasEnded(t) && run.waitsAt(t) === undefined)
    if (free.length === 0) break
    const step = { thread: free[below(free.length)]!, decisions: [] as number[] }
    const { pending } = run.arrival(step.thread)
    if (pending.kind === 'operation') step.decisions.push(below(run.outcomes(step.thread).length))
    try {
      run.step(step.thread, step.decisions)
    } catch {
      break // an alternative that waits
    }
    steps.push(step)
  }
  const task = follow(new NativeRun(weak.build()), { steps })
  for (let next = task.next(); ; next = task.next()) if (next.done) return next.value.trace
}

/** What is shown of memory before a step, or after it. */
function shownAt({ initial, steps }: Trace, after: number): Record<string, Value> {
  const changes = steps.slice(0, after).flatMap((step) => step.changes)
  const last = changes.findLast(({ object }) => object === 'memory')?.after
  return (last ?? initial.find(({ object }) => object === 'memory')?.value) as Record<string, Value>
}

const valuesIn = (shown: Value = []): readonly Value[] => (Array.isArray(shown) ? shown : [shown])
const storesIn = (shown: Record<string, Value>, thread: string): readonly Value[] =>
  valuesIn(shown[`${thread} has stored`] ?? [])

/** Held against what is shown of memory before and after: all that somebody may still read, oldest first, or keeps. */
test.each(['tso', 'pso', 'cpp20'] as const)('under %s what is told of writes is what memory shows', (memory) => {
  const told = { reads: 0, precedes: 0, makesVisible: 0 }
  for (const of of [noFence, clients('ttas', { unlock: 'relaxed' }), contended])
    for (let seed = 1; seed <= 4; seed++) {
      const trace = randomRun(of, memory, seed * 7919)
      for (const { cell = '', thread, step, ...access } of accessesIn(trace)) {
        const { reads, unseen = [], precedes, makesVisible } = access
        const [before, after] = [shownAt(trace, step - 1), shownAt(trace, step)]
        for (const write of [...unseen, ...(precedes ?? [])]) {
          expect(write.step).toBeLessThan(step)
          expect(write.thread).toBe(trace.steps[write.step - 1]!.thread)
          expect(write.thread).not.toBe(thread)
        }
        const values = unseen.map(({ value }) => value)
        if (reads !== undefined) told.reads++
        if (reads !== undefined && memory === 'cpp20')
          expect(valuesIn(before[cell]).slice(-1 - values.length)).toEqual([reads, ...values])
        if (reads !== undefined && memory !== 'cpp20') {
          expect(storesIn(before, thread).flatMap((it) => Object.keys(it as object))).not.toContain(cell)
          expect(before[cell]).toEqual(reads)
          for (const { thread: who, value } of unseen) expect(storesIn(before, who)).toContainEqual({ [cell]: value })
        }
        if (precedes !== undefined) {
          told.precedes++
          expect(valuesIn(after[cell]).slice(-precedes.length)).toEqual(precedes.map(({ value }) => value))
        }
        if (makesVisible !== undefined) {
          told.makesVisible++
          expect(`${makesVisible.thread}.buffer`).toBe(thread)
          expect(storesIn(before, makesVisible.thread)).toContainEqual({ [cell]: makesVisible.value })
          expect(after[cell]).toEqual(makesVisible.value)
        }
      }
    }
  expect(told.reads).toBeGreaterThan(2)
  expect(told.makesVisible > 2).toBe(memory !== 'cpp20')
  expect(told.precedes > 2).toBe(memory === 'cpp20')
})

/** A value is overwritten before the one who waits for it has seen it. */
const overwritten = system('overwritten', ({ shared, thread }) => {
  const { x } = shared({ x: cell([0, 1, 2]) })
  thread('writer', function* () {
    yield* x.store(1, 'relaxed')
    yield* x.store(2, 'relaxed')
  })
  thread('reader', () => x.waitFor(1, 'relaxed'))
})

const page = { style: plainStyle, width: 80, isTerminal: true, places: () => 'it.ts:1' }

test('who waits for what is overwritten could go on by an old value alone, and nobody owes it that', () => {
  const { violation } = check(overwritten, { memory: 'cpp20' })
  expect(violation?.trace?.stuck).toMatchObject([
    { thread: 'reader', why: [{ on: 'memory', why: 'could go on only by an old value of x, which it may never see' }] },
  ])
  expect(violation?.hints ?? []).toEqual([])
  const said = replayText('overwritten', {}, replay(overwritten, 'writer writer', { memory: 'cpp20' }), page)
  expect(said).toContain('nobody is owed a step any more:')
  expect(said).toContain('could go on only by an old value of x, which it may never see')
  expect(said).not.toContain('nobody can step')
})

test('of buffers at the end of a run those alone are told that have something to make visible', () => {
  const said = replayText('overwritten', {}, replay(overwritten, 'writer writer', { memory: 'tso' }), page)
  expect(said).toContain('writer.buffer  has stores of writer to make visible')
  expect(said).not.toContain('reader.buffer')
})
