/**
 * The canonical form of a state under exchanges of alike threads: one and the same for all states that differ in names only, and exact.
 * Threads are coloured by their roles at all points of the state (points.ts) and each family is sorted by colour, neighbour by neighbour, with
 * swaps. If each swap of two threads of one colour leaves the state as it is, any order of them gives this state: done, as for most states.
 * Else colours are refined by what each thread is to each other one, and where that ends a tied thread is told apart, each in turn, and refined
 * again; the least of the states so reached is the form (McKay: Practical graph isomorphism, Congressus Numerantium 30, 1981). Colours
 * are numbers that may agree by chance: that makes ties, which are then resolved, not wrong forms. Every form is reached by swaps alone,
 * so soundness rests on the swaps and not on anything here.
 */
import type { ThreadIndex } from '../../model/ir.ts'
import { type Layout, OCCUPIED, type Slot, slotHolds } from '../states/layout.ts'
import { PairRoles } from './pair-roles.ts'
import { mixed, NO_POINT, type Points } from './points.ts'
import type { Family, SwapGroup } from './swap-group.ts'

/** A state on its way to its form: its points by component, the colours of its threads; and which thread has come to be called what (`from`). */
type Coloured = { readonly points: Int32Array; readonly colours: Int32Array; readonly from: Uint8Array }

const TOLD_APART = 0x5bd1e995

export class CanonicalForm {
  /** States whose ties took more than one order to resolve, and the orders tried for them. */
  tied = 0
  tried = 0
  readonly #group: SwapGroup
  readonly #points: Points
  readonly #pairs: PairRoles
  readonly #families: readonly Family[]
  /** Threads of all families. */
  readonly #alike: readonly ThreadIndex[]
  readonly #state: Coloured
  readonly #before: Int32Array
  readonly #moved: Int32Array
  #slots: readonly Slot[] = []
  /** By component, three each: word, left shift, right shift; of a slot without bits a right shift of 32. */
  #places: Int32Array = new Int32Array(0)
  #words = 0
  #least: Pick<Coloured, 'points' | 'from'> | undefined

  constructor(group: SwapGroup, points: Points) {
    this.#group = group
    this.#points = points
    this.#pairs = new PairRoles(points, group)
    this.#families = group.families
    this.#alike = group.families.flatMap(({ threads }) => threads)
    this.#state = this.#empty()
    this.#before = new Int32Array(group.threads)
    this.#moved = new Int32Array(group.components)
  }

  /** By thread of the form made last: which one of the state it was. */
  get from(): Uint8Array {
    return this.#state.from
  }

  get storedBytes(): number {
    return this.#points.storedBytes + this.#pairs.storedBytes
  }

  /** To be called for each new layout. */
  prepare(layout: Layout): void {
    this.#slots = [...layout.objects, ...layout.threads]
    this.#places = Int32Array.from(this.#slots.flatMap(({ word, shift, bits }) => [word, 32 - shift - bits, 32 - bits]))
    this.#words = layout.words
  }

  /**
   * Puts each of the states `states[from … to)` in its form, its mark kept. False: the rest stays as it is, because something has no image
   * (`Points.missing`), or no room in its slot.
   */
  applyAll(states: Int32Array, from: number, to: number): boolean {
    for (let at = from; at < to; at += this.#words) if (!this.apply(states, at)) return false
    return true
  }

  apply(states: Int32Array, at: number): boolean {
    const { points } = this.#state
    const places = this.#places
    for (let component = 0, place = 0; component < points.length; component++, place += 3) {
      const word = states[at + (places[place] as number)] as number // three entries a component
      const right = places[place + 2] as number // the same
      const id = right === 32 ? 0 : (word << (places[place + 1] as number)) >>> right
      const point = this.#points.numberOf(component, id)
      if (point === NO_POINT) return false
      points[component] = point
    }
    return !this.#form() || this.#write(points, states, at)
  }

  /** The form of a state given by what its components hold, in place. False as above. */
  applyTo(holds: number[]): boolean {
    const { points } = this.#state
    for (let component = 0; component < points.length; component++) {
      const point = this.#points.numberOf(component, holds[component] as number)
      if (point === NO_POINT) return false
      points[component] = point
    }
    this.#form()
    for (let component = 0; component < points.length; component++)
      holds[component] = this.#points.id[points[component] as number] as number // a numbered point
    return true
  }

  #empty(): Coloured {
    const { components, threads } = this.#group
    return { points: new Int32Array(components), colours: new Int32Array(threads), from: new Uint8Array(threads) }
  }

  /** Puts the points of `#state` in their form; false if they are in it already. */
  #form(): boolean {
    const { from } = this.#state
    for (let thread = 0; thread < from.length; thread++) from[thread] = thread
    this.#colour(this.#state)
    const isMoved = this.#sort(this.#state)
    if (this.#untied(this.#state) === undefined) return isMoved
    this.tied++
    this.#least = undefined
    this.#resolve(this.#state)
    const { points, from: least } = this.#least ?? this.#state
    this.#state.points.set(points)
    from.set(least)
    return true
  }

  #colour({ points, colours }: Coloured): void {
    const { roles } = this.#points
    const threads = colours.length
    colours.fill(0)
    for (let component = 0; component < points.length; component++) {
      const from = (points[component] as number) * threads // within its length
      for (let thread = 0; thread < threads; thread++)
        colours[thread] = ((colours[thread] as number) + (roles[from + thread] as number)) | 0 // one role a point and thread
    }
  }

  /** Sorts each family by colour, by insertion: successors of a state in its form are nearly sorted. Answers whether it swapped. */
  #sort(state: Coloured): boolean {
    const { colours, from } = state
    let isMoved = false
    for (const { threads, swaps } of this.#families)
      for (let last = 0; last < swaps.length; last++)
        for (let i = last; i >= 0; i--) {
          const [left, right] = [threads[i] as number, threads[i + 1] as number] // one more thread than swaps
          const [low, high] = [colours[left] as number, colours[right] as number] // within its length
          if (low <= high) break
          colours[left] = high
          colours[right] = low
          const moved = from[left] as number // the same
          from[left] = from[right] as number // the same
          from[right] = moved
          this.#swap(swaps[i] as number, state.points) // the same
          isMoved = true
        }
    return isMoved
  }

  #swap(swap: number, points: Int32Array): void {
    const images = this.#points.images[swap] as number[] // one list a swap
    const { component } = this.#points
    for (let i = 0; i < points.length; i++) {
      const image = images[points[i] as number] as number // points have images: their orbits are numbered whole
      this.#moved[component[image] as number] = image // the same
    }
    points.set(this.#moved)
  }

  #isFixedBy(swap: number, points: Int32Array): boolean {
    const images = this.#points.images[swap] as number[] // one list a swap
    const { component } = this.#points
    for (let i = 0; i < points.length; i++) {
      const image = images[points[i] as number] as number // as above
      if (points[component[image] as number] !== image) return false
    }
    return true
  }

  /** The first family and place in it where two of one colour cannot be exchanged; undefined: there is none. */
  #untied({ points, colours }: Coloured): { readonly family: Family; readonly place: number } | undefined {
    for (const family of this.#families)
      for (let i = 0; i < family.swaps.length; i++) {
        const [left, right] = [family.threads[i] as number, family.threads[i + 1] as number] // one more thread than swaps
        if (colours[left] === colours[right] && !this.#isFixedBy(family.swaps[i] as number, points))
          return { family, place: i }
      }
    return undefined
  }

  /** Refines, then tells tied threads apart; keeps the least state in which nothing is tied. */
  #resolve(state: Coloured): void {
    let classes = this.#classes(state)
    for (let before = 0; before < classes; ) {
      before = classes
      this.#refine(state)
      this.#sort(state)
      classes = this.#classes(state)
    }
    const tie = this.#untied(state)
    if (tie === undefined) {
      this.tried++
      if (this.#least === undefined || isLess(state.points, this.#least.points))
        this.#least = { points: state.points.slice(), from: state.from.slice() }
      return
    }
    const { threads, swaps } = tie.family
    const colour = state.colours[threads[tie.place] as number] as number // within its length
    for (let i = 0; i < threads.length; i++) {
      if (state.colours[threads[i] as number] !== colour) continue
      const isAsBefore = i > 0 && state.colours[threads[i - 1] as number] === colour
      if (isAsBefore && this.#isFixedBy(swaps[i - 1] as number, state.points)) continue
      const branch = { points: state.points.slice(), colours: state.colours.slice(), from: state.from.slice() }
      branch.colours[threads[i] as number] = mixed(colour, TOLD_APART)
      this.#sort(branch)
      this.#resolve(branch)
    }
  }

  #classes({ colours }: Coloured): number {
    return this.#families.reduce((sum, { threads }) => sum + new Set(threads.map((thread) => colours[thread])).size, 0)
  }

  #refine({ points, colours }: Coloured): void {
    for (let component = 0; component < points.length; component++) this.#pairs.prepare(points[component] as number)
    const { roles: pairRoles } = this.#pairs
    const before = this.#before
    const threads = colours.length
    before.set(colours)
    for (const i of this.#alike) {
      let sum = 0
      for (const j of this.#alike) {
        if (i === j) continue
        let roles = 0
        for (let component = 0; component < points.length; component++) {
          const point = points[component] as number // within its length
          roles = (roles + (pairRoles[(point * threads + i) * threads + j] as number)) | 0 // one role a point and pair
        }
        sum = (sum + mixed(roles, before[j] as number)) | 0 // one colour a thread
      }
      colours[i] = mixed(sum, before[i] as number) // the same
    }
  }

  #write(points: Int32Array, states: Int32Array, at: number): boolean {
    const { id } = this.#points
    const mark = (states[at] as number) & OCCUPIED
    for (let component = 0; component < points.length; component++)
      if (!slotHolds(this.#slots[component] as Slot, id[points[component] as number] as number)) return false // as above
    for (let word = 0; word < this.#words; word++) states[at + word] = 0
    for (let component = 0; component < points.length; component++) {
      const { word, shift } = this.#slots[component] as Slot // one slot a component
      const held = id[points[component] as number] as number // as above
      states[at + word] = (states[at + word] as number) | (held << shift) // within the state
    }
    states[at] = (states[at] as number) | mark
    return true
  }
}

function isLess(a: Int32Array, b: Int32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return (a[i] as number) < (b[i] as number)
  return false
}
