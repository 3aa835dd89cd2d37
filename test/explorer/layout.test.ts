import { describe, expect, test } from 'vitest'
import {
  bitsFor,
  createLayout,
  initialState,
  OCCUPIED,
  pack,
  readSlot,
  repack,
  slotHolds,
  unpack,
} from '../../src/explorer/states/layout.ts'
import type { Ir } from '../../src/model/ir.ts'
import { closedProgram } from './tiny-model.ts'
import { peterson } from './twins/peterson.ts'
import { rwlock } from './twins/rwlock.ts'

function tables(valueCounts: readonly number[], isClosed = true): Ir {
  return {
    ...closedProgram(peterson(2)).ir,
    objects: valueCounts.map((valueCount, id) => ({ name: `o${id}`, initial: 0, valueCount, isClosed })),
  }
}

describe('a layout', () => {
  test('gives a slot as many bits as its values need', () => {
    expect([0, 1, 2, 3, 4, 5, 8, 9].map(bitsFor)).toEqual([0, 0, 1, 2, 2, 3, 3, 4])
  })

  test('keeps all slots apart, within words, and clear of the mark', () => {
    for (const ir of [tables([1, 2, 5, 1000, 70_000, 2 ** 30]), closedProgram(rwlock(6, 5)).ir]) {
      const layout = createLayout(ir)
      const taken = new Set(['0:31'])
      for (const slot of [...layout.objects, ...layout.threads])
        for (let bit = slot.shift; bit < slot.shift + slot.bits; bit++) {
          expect(bit).toBeLessThan(32)
          expect(taken.has(`${slot.word}:${bit}`)).toBe(false)
          taken.add(`${slot.word}:${bit}`)
        }
    }
  })

  test('fits the readers-writers lock of eleven threads into two words', () => {
    expect(createLayout(closedProgram(rwlock(6, 5)).ir).words).toBe(2)
  })

  test('unpacks what was packed, at the ends of every slot', () => {
    const ir = tables([2, 5, 1000, 70_000])
    const layout = createLayout(ir)
    const states = new Int32Array(3 * layout.words).fill(-1)
    const state = { values: [1, 4, 999, 69_999], locals: ir.threads.map(({ stored }) => stored.length - 1) }
    pack(layout, state, states, layout.words)
    expect(unpack(layout, states, layout.words)).toEqual(state)
    expect((states[layout.words] ?? 0) & OCCUPIED).toBe(OCCUPIED)
    expect([states[layout.words - 1], states[2 * layout.words]]).toEqual([-1, -1])
  })

  test('repacks a state into wider slots', () => {
    const narrow = createLayout(tables([2, 3]))
    const wide = createLayout(tables([300, 70_000]))
    const [before, after] = [new Int32Array(narrow.words), new Int32Array(wide.words)]
    pack(narrow, { values: [1, 2], locals: [1, 0] }, before, 0)
    repack(narrow, before, 0, wide, after, 0)
    expect(unpack(wide, after, 0)).toEqual({ values: [1, 2], locals: [1, 0] })
  })

  test('gives an open object the bits that are left over, and says when an id no longer fits', () => {
    const [open, closed] = [createLayout(tables([4], false)).objects[0], createLayout(tables([4])).objects[0]]
    expect(open?.bits).toBe(4)
    expect(closed?.bits).toBe(2)
    expect(closed && [slotHolds(closed, 3), slotHolds(closed, 4)]).toEqual([true, false])
  })

  test('reads 0 from a slot without bits', () => {
    const ir = tables([1])
    const layout = createLayout(ir)
    const states = new Int32Array(layout.words)
    pack(layout, initialState(ir), states, 0)
    expect(layout.objects[0] && readSlot(layout.objects[0], states, 0)).toBe(0)
  })
})
