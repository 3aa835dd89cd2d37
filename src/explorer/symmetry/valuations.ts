/**
 * Evaluates properties of valuations and of all their images: a property that tells alike threads apart would be judged by representatives only.
 * The first valuation of an orbit evaluates the whole of it, so a later one costs a look-up by its caller's memo.
 */
import { at } from '../../errors/at.ts'
import {
  type Observable,
  type PredicateTable,
  type Program,
  type PropertyId,
  predicatesIn,
  UNKNOWN,
} from '../../model/ir.ts'
import type { Difference } from '../steps/canoniser.ts'
import { Differences } from './difference.ts'
import type { SwapGroup } from './swap-group.ts'

type Said = { readonly isTrue: boolean } | { readonly error: unknown }

export class Valuations {
  /** The first difference met: what the properties say after it rests on nothing. */
  difference: Difference | undefined
  isOverBudget = false
  readonly #program: Program
  readonly #group: SwapGroup
  readonly #words: Differences
  readonly #predicates: readonly PredicateTable[]
  readonly #said: Map<number | string, Said>[]
  /** By property and swap. */
  readonly #sources: readonly (readonly (readonly number[])[])[]
  #budget: number

  constructor(program: Program, group: SwapGroup, budget: number) {
    this.#program = program
    this.#group = group
    this.#words = new Differences(program)
    this.#predicates = predicatesIn(program.ir)
    this.#said = this.#predicates.map(() => new Map())
    const swaps = [...(program.symmetry?.swaps.keys() ?? [])]
    this.#sources = this.#predicates.map((property) => swaps.map((swap) => this.#sourcesOf(property, swap)))
    this.#budget = budget
  }

  /** The same as `Unknowns.evaluate`. */
  evaluate(property: PropertyId, valuation: readonly number[]): boolean {
    const known =
      at(this.#said, property, 'properties').get(keyOf(valuation)) ?? this.#evaluateOrbit(property, valuation)
    if ('error' in known) throw known.error
    return known.isTrue
  }

  #evaluateOrbit(property: PropertyId, valuation: readonly number[]): Said {
    const said = this.#said[property] as Map<number | string, Said> // one a property
    const first = this.#evaluate(property, valuation)
    said.set(keyOf(valuation), first)
    const orbit = [valuation]
    for (const member of orbit)
      for (const swap of this.#group.swaps) {
        if (this.isOverBudget || this.difference !== undefined) return first
        const image = this.#image(property, swap, member)
        if (image === undefined) continue
        const key = keyOf(image)
        const before = said.get(key)
        const there = before ?? this.#evaluate(property, image)
        if (before === undefined) {
          said.set(key, there)
          orbit.push(image)
        }
        if (!isSame(first, there))
          this.difference = this.#words.property(swap, property, 'does not say the same of them')
      }
    return first
  }

  #evaluate(property: PropertyId, valuation: readonly number[]): Said {
    if (--this.#budget < 0) this.isOverBudget = true
    try {
      return { isTrue: this.#program.unknowns.evaluate(property, valuation) }
    } catch (error) {
      return { error }
    }
  }

  /** What the property reads in the image of a state in which it reads this. */
  #image(property: PropertyId, swap: number, valuation: readonly number[]): number[] | undefined {
    const { observes } = this.#predicates[property] as PredicateTable // ids come from the tables
    const sources = at(at(this.#sources, property, 'properties'), swap, 'swaps')
    const image = new Array<number>(valuation.length)
    for (let i = 0; i < image.length; i++) {
      const it = observes[i] as Observable // as many as numbers in the valuation
      const source = sources[i] as number // the same
      const held = valuation[source]
      const here =
        held === undefined
          ? UNKNOWN
          : it.kind === 'region'
            ? this.#exchanged(swap, held)
            : this.#group.image(swap, this.#group.objectImage(swap, it.object), held)
      if (here === UNKNOWN) {
        this.difference ??= this.#words.property(swap, property, 'reads a value that has no counterpart')
        return undefined
      }
      image[i] = here
    }
    return image
  }

  /** By observable: where in the valuation is what its image will be made of; `UNKNOWN`: nowhere. */
  #sourcesOf({ observes }: PredicateTable, swap: number): readonly number[] {
    return observes.map((it, i) => {
      if (it.kind === 'region') return i
      const from = this.#group.objectImage(swap, it.object)
      return observes.findIndex((other) => other.kind === 'object' && other.object === from)
    })
  }

  /** A set of threads with the two exchanged. */
  #exchanged(swap: number, threads: number): number {
    let image = 0
    for (let rest = threads; rest !== 0; rest &= rest - 1)
      image |= 1 << this.#group.threadImage(swap, 31 - Math.clz32(rest & -rest))
    return image
  }
}

function keyOf(valuation: readonly number[]): number | string {
  return valuation.length === 1 ? (valuation[0] as number) : valuation.join() // the only one
}

function isSame(a: Said, b: Said): boolean {
  return 'error' in a ? 'error' in b : 'isTrue' in b && a.isTrue === b.isTrue
}
