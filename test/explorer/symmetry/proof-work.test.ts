import { atomically, cell, object, range, system, type ThreadId, threadIds } from 'lockproof'
import { describe, expect, test, vi } from 'vitest'
import { systemOf } from '../../../bench/systems.ts'
import { type Proof, prove } from '../../../src/explorer/symmetry/proof.ts'
import { compile } from '../../../src/model/compile/compile.ts'
import type { Program } from '../../../src/model/ir.ts'
import { Meter } from '../../../src/tasks/meter.ts'
import { finished } from '../../../src/tasks/task.ts'

const programOf = (): Program => compile(systemOf('eresource', { N: 3, D: 2 }).build()).program

/** Five threads join a queue, each in a step that says who is first; then some look how long it is. 326 values. */
const queue = system('queue', { looks: 0 }, ({ shared, threads }, { looks }) => {
  const ids = threadIds(5)
  const { line, first, isLong } = shared({
    first: cell([null, ...ids]),
    isLong: cell([false, true]),
    line: object<{ waiting: readonly ThreadId[] }>({ waiting: [] })({
      enter(d, me: ThreadId) {
        if (!d.waiting.includes(me)) d.waiting.push(me)
        return d.waiting[0] ?? me
      },
      isLongerThan(d, length: number) {
        return d.waiting.length > length
      },
    }),
  })
  threads(ids, function* (me) {
    yield* atomically(function* () {
      yield* first.store(yield* line.enter(me))
    })
    for (const length of range(looks))
      yield* atomically(function* () {
        yield* isLong.store(yield* line.isLongerThan(length))
      })
  })
})

const programOfQueue = (looks = 0): Program => compile(queue({ looks }).build()).program

/** With what it spent at a time while it went on. */
function proofOf(program: Program): Proof & { readonly spent: readonly number[] } {
  const meter = new Meter()
  const spend = vi.spyOn(meter, 'spend')
  const proof = finished(prove(program, program.symmetry!, { meter }))
  return { ...proof, spent: spend.mock.calls.map(([work]) => work) }
}

describe('the work of a proof', () => {
  test('is two units a comparison, and eighty for each value whose image is made, once for it and its image', () => {
    const program = programOf()
    const { objectImage, valueImage } = program.symmetry!
    const pairs = new Set<string>()
    for (const swap of program.symmetry!.swaps.keys())
      for (const [object, { valueCount }] of program.ir.objects.entries())
        for (let value = 0; value < valueCount; value++) {
          const image = [
            objectImage.call(program.symmetry, swap, object),
            valueImage.call(program.symmetry, swap, object, value),
          ]
          pairs.add(`${swap} ${[`${object},${value}`, image.join()].sort().join(' ')}`)
        }
    const { compared, work } = proofOf(programOf())
    expect({ compared, images: (work - 2 * compared) / 80 }).toEqual({ compared, images: pairs.size })
    expect(compared).toBeGreaterThan(1_000)
  })

  test('is one unit for two looks at a value to see whether an operation tells it apart', () => {
    const looksOf = ({ work, compared }: Proof): number => 2 * (work - 2 * compared)
    // what the operation does there; in which class it is; that this is not divided; its image, and that again, by swap
    const looks = 326 * (1 + 1 + 1 + 4 + 4)
    expect(looksOf(proofOf(programOfQueue(3))) - looksOf(proofOf(programOfQueue(1)))).toBe(2 * looks)
  })

  test.each([
    ['one operation', () => programOf()],
    ['several operations', () => programOfQueue()],
  ])('grows little by little as the proof goes on, and is the same each time: steps of %s', (_, of) => {
    const { spent, work } = proofOf(of())
    expect(work).toBeGreaterThan(1 << 14)
    expect(spent.reduce((sum, work) => sum + work)).toBeGreaterThan(work / 16)
    expect(Math.max(...spent)).toBeLessThan(1 << 10)
    expect(proofOf(of()).spent).toEqual(spent)
  })
})
