import fc from 'fast-check'
import { bitsFor, type Layout, OCCUPIED, type Slot } from '../src/explorer/states/layout.ts'
import type { Ir } from '../src/model/ir.ts'

/** Where a slot is to be, as far as there is room. */
export type Wish = { readonly word: number; readonly shift: number; readonly spare: number }

export type LayoutWishes = { readonly words: number; readonly slots: readonly Wish[] }

/** For at most three objects and four threads. */
export const layoutWishes: fc.Arbitrary<LayoutWishes> = fc.record({
  words: fc.integer({ min: 1, max: 3 }),
  slots: fc.array(
    fc.record({ word: fc.nat(2), shift: fc.constantFrom(0, 1, 7, 20, 26, 28, 29, 30, 31), spare: fc.nat(2) }),
    { minLength: 7, maxLength: 7 },
  ),
})

/** A layout such as `createLayout` never makes: slots anywhere, gaps between them, a word that nothing is in. */
export function layoutOf({ objects, threads }: Ir, { words, slots }: LayoutWishes): Layout {
  const taken = [OCCUPIED, ...Array.from({ length: words - 1 }, () => 0)]
  const wide = (bits: number): number => (bits === 0 ? 0 : -1 >>> (32 - bits))
  const place = (bits: number, { word, shift, spare }: Wish): Slot => {
    for (const width of [bits + spare, bits])
      for (const at of [word % words, ...taken.keys(), taken.length])
        for (const from of [shift, ...Array.from({ length: 32 }, (_, it) => it)]) {
          const mask = wide(width) << from
          if (from + width > 32 || ((taken[at] ?? 0) & mask) !== 0) continue
          taken[at] = (taken[at] ?? 0) | mask
          return { word: at, shift: width === 0 ? 0 : from, bits: width }
        }
    throw new Error('a word of its own has room')
  }
  const [ofObjects, ofThreads] = [
    objects.map(({ valueCount }, i) => place(bitsFor(valueCount), slots[i]!)),
    threads.map(({ stored }, i) => place(bitsFor(stored.length), slots[3 + i]!)),
  ]
  return { words: taken.length, objects: ofObjects, threads: ofThreads }
}
