import { at } from '../../errors/at.ts'
import type { Ir, PredicateTable, RegionId } from '../../model/ir.ts'
import { evaluated, generated } from '../states/generated-text.ts'
import { bitsFor, type Layout, type Slot } from '../states/layout.ts'

/** The valuation of a property in the state at `states[at]`, as one number: its parts in base 2, the first one highest. */
export type KeyOf = (states: Int32Array, at: number) => number

/** Numbers are exact up to 53 bits. */
export const LIMIT_KEY_BITS = 52
const OPEN_OBJECT_BITS = 26

/** Bits for each part of a valuation. */
export function keyWidths(ir: Ir, { observes }: PredicateTable): number[] {
  return observes.map((it) => {
    if (it.kind === 'region') return ir.threads.length
    const { isClosed, valueCount } = at(ir.objects, it.object, 'objects')
    return isClosed ? bitsFor(valueCount) : OPEN_OBJECT_BITS
  })
}

export function generateKey(ir: Ir, property: PredicateTable, layout: Layout): KeyOf {
  return evaluated(keyText(ir, property, layout), { regions: ir.threads.map((thread) => thread.regions) })
}

/**
 * The text of a `KeyOf`, which knows the `regions` of each thread. Unrolled over observables and threads: every marked
 * new state goes through it.
 */
export function keyText(ir: Ir, property: PredicateTable, layout: Layout): string {
  const widths = keyWidths(ir, property)
  const slot = ({ word, shift, bits }: Slot): string =>
    bits === 0 ? '0' : `(states[at + ${word}] << ${32 - shift - bits} >>> ${32 - bits})`
  const inside = (region: RegionId): string =>
    layout.threads.map((it, thread) => `(regions[${thread}][${slot(it)}] >>> ${region} & 1) << ${thread}`).join(' | ')
  const key = property.observes.reduce((before, it, index) => {
    const value = it.kind === 'object' ? slot(at(layout.objects, it.object, 'objects')) : `(${inside(it.region)})`
    return `(${before} * ${2 ** at(widths, index, 'widths')} + ${value})`
  }, '0')
  return generated('valuation-key', `function keyOf(states, at) {\nreturn ${key}\n}`)
}
