/**
 * Steps through mid-step local states (`atomically`, `choose`) and steps of tables that are still being discovered: each is compared whole, since
 * alike threads may do the parts of one step in different orders. What a step reads is found by asking for it.
 */
import { at } from '../../errors/at.ts'
import { type Ir, type LocalId, type Program, type ThreadIndex, UNKNOWN } from '../../model/ir.ts'
import type { ActionsOf } from '../steps/by.ts'
import type { Difference } from '../steps/canoniser.ts'
import { NOT_KNOWN } from '../steps/step-walker.ts'
import type { Differences } from './difference.ts'
import type { LocalDifferences } from './local-differences.ts'
import type { Compared } from './simple-steps.ts'
import { type End, type Ends, type KnownValues, StepEnds } from './step-ends.ts'
import type { SwapGroup } from './swap-group.ts'

type Work = { readonly thread: ThreadIndex; readonly local: LocalId; readonly known: KnownValues }

/** Of a comparison, in terms of the cheapest ones. */
const COST = 8

export class LongSteps {
  readonly #ir: Ir
  readonly #group: SwapGroup
  readonly #words: Differences
  readonly #locals: LocalDifferences
  readonly #ends: StepEnds
  readonly #isOpen: boolean
  readonly #closesUnderImages: boolean
  /** To be refined until all that the step reads is known; drained before anything is compared, and so before anything new is run. */
  readonly #coarse: Work[] = []
  readonly #work: Work[] = []
  /** The place in `#work` of what was added. */
  readonly #places = new Map<string, number>()
  #done = 0

  constructor(
    program: Program,
    group: SwapGroup,
    words: Differences,
    locals: LocalDifferences,
    closesUnderImages: boolean,
    actionsOf?: ActionsOf,
  ) {
    this.#ir = program.ir
    this.#group = group
    this.#words = words
    this.#locals = locals
    this.#closesUnderImages = closesUnderImages
    this.#ends = new StepEnds(program, actionsOf)
    this.#isOpen = program.symmetry?.isOpen === true
  }

  get isDone(): boolean {
    return this.#coarse.length === 0 && this.#done >= this.#work.length
  }

  addAll(thread: ThreadIndex, local: LocalId): void {
    this.#coarse.push({ thread, local, known: [] })
  }

  /** Compares the next item with its images, or makes it finer; a comparison counts as several of the cheapest. */
  next(swaps: readonly number[]): Compared {
    return { differences: this.#next(swaps), count: COST * swaps.length }
  }

  #next(swaps: readonly number[]): readonly Difference[] {
    const coarse = this.#coarse.pop()
    if (coarse !== undefined) {
      const { kind, object } = { object: UNKNOWN, ...this.#endsOf(coarse) }
      if (kind === 'needs') this.#refine(coarse, object)
      if (kind === 'ends') this.#add(coarse)
      return []
    }
    const work = this.#work[this.#done++] as Work // there is more to do
    const ends = this.#endsOf(work)
    if (ends.kind === 'ends') return swaps.flatMap((swap) => this.#compare(swap, work, ends) ?? [])
    this.#places.delete(keyOf(work)) // an image of it may have been met, and is compared then
    return []
  }

  #endsOf({ thread, local, known }: Work): Ends {
    return this.#ends.of(thread, local, known, false)
  }

  #add(work: Work): void {
    const known = inOrder(work.known)
    const key = keyOf({ ...work, known })
    if (this.#places.has(key)) return
    this.#places.set(key, this.#work.push({ ...work, known }) - 1)
  }

  /** The step for each value of one more object. */
  #refine({ thread, local, known }: Work, object: number): void {
    const count = at(this.#ir.objects, object, 'objects').valueCount
    for (let value = 0; value < count; value++) this.#coarse.push({ thread, local, known: [...known, [object, value]] })
  }

  #compare(swap: number, work: Work, { ends }: Extract<Ends, { kind: 'ends' }>): Difference | undefined {
    const group = this.#group
    const before = this.#locals.of(swap, work.thread, work.local)
    if (before !== undefined) return before
    const [thread, local] = [group.threadImage(swap, work.thread), this.#localImage(swap, work.thread, work.local)]
    const known: (readonly [number, number])[] = []
    for (const [object, value] of work.known) {
      const image = [group.objectImage(swap, object), group.image(swap, object, value)] as const
      if (image[1] < 0 || group.image(swap, image[0], image[1]) !== value) return this.#words.noValue(swap, object)
      known.push(image)
    }
    const image: Work = { thread, local, known: inOrder(known) }
    if ((this.#places.get(keyOf(image)) ?? Number.POSITIVE_INFINITY) < this.#done - 1) return undefined // compared with this one, whose image it is
    const found = this.#ends.of(thread, local, known, this.#isOpen)
    if (found.kind === 'needs') {
      this.#refine(work, group.objectImage(swap, found.object))
      return undefined
    }
    const wanted = ends.map((end) => this.#imageText(swap, work.thread, end))
    const seen =
      found.kind === 'ends'
        ? found.ends.map(({ target, values, how }) => `${target} ${values.join()} ${how}`)
        : ['unmet']
    if (wanted.sort().join('|') !== seen.sort().join('|')) return this.#locals.ofEnds(swap, work, { thread, local })
    const content = this.#locals.ofContent(swap, work, { thread, local })
    if (content !== undefined) return content
    if (this.#closesUnderImages) this.#add(image)
    return undefined
  }

  #localImage(swap: number, thread: ThreadIndex, local: LocalId): LocalId {
    return this.#group.image(swap, this.#group.componentOf(thread), local)
  }

  #imageText(swap: number, thread: ThreadIndex, { target, values, how }: End): string {
    const image = new Int32Array(values.length).fill(NOT_KNOWN)
    for (let object = 0; object < values.length; object++) {
      const value = values[object] as number // within its length
      if (value === NOT_KNOWN) continue
      const after = this.#group.image(swap, object, value)
      if (after === UNKNOWN) return 'none'
      image[this.#group.objectImage(swap, object)] = after
    }
    return `${this.#localImage(swap, thread, target)} ${image.join()} ${how}`
  }
}

function inOrder(known: KnownValues): KnownValues {
  return [...known].sort(([a], [b]) => a - b)
}

function keyOf({ thread, local, known }: Work): string {
  return `${thread} ${local} ${known.join(' ')}`
}
