import { existing } from '../../errors/at.ts'
import { Stopped } from '../../tasks/meter.ts'
import { OCCUPIED } from '../states/layout.ts'
import { NumberList } from '../states/number-list.ts'
import { NumberedStates } from '../states/numbered-states.ts'

/** Nodes with what has been met on the way to them, in words, of which the first is the node; in the order in which a search came to them. */
export class Places {
  readonly #words: number
  readonly #numbered: NumberedStates
  readonly #parents: NumberList
  readonly #edges: NumberList

  constructor(words: number, limitBytes: number) {
    this.#words = words
    this.#numbered = new NumberedStates(words, limitBytes)
    this.#parents = new NumberList(limitBytes)
    this.#edges = new NumberList(limitBytes)
  }

  get size(): number {
    return this.#numbered.size
  }

  /** The words of place p begin at p × words, the first one marked. Replaced when places are added. */
  get words(): Int32Array {
    return this.#numbered.states
  }

  nodeAt(place: number): number {
    return existing(this.words[place * this.#words], 'a place') & ~OCCUPIED
  }

  /** By an edge from a place; or the first of all. @throws Stopped */
  reach(place: Int32Array, parent = -1, edge = -1): void {
    const number = this.#numbered.add(place, 0)
    if (number < this.#parents.size && number >= 0) return
    if (number < 0 || !this.#parents.push(parent) || !this.#edges.push(edge)) throw new Stopped('memory')
  }

  /** The edges from the first place. */
  wayTo(place: number): number[] {
    const way: number[] = []
    for (let at = place; this.#parents.at(at) >= 0; at = this.#parents.at(at)) way.push(this.#edges.at(at))
    return way.reverse()
  }
}
