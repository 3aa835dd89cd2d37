/**
 * Steps through mid-step local states (`atomically`, `choose`), compared by *classes of values* where all is closed: at
 * each value alone a step over ten objects would be compared as often as they have values together. A step is walked
 * with all values of an object as one class, which is divided only by operations on its paths that tell its members
 * apart; where its image divides further, so are the images of the classes. In the end step and image do one thing
 * each, said of all values of some classes, and these are all values: so what is equal there is equal at every state,
 * and only that is. (As in partition refinement; Paige, Tarjan: Three partition refinement algorithms, SIAM J. Comput.
 * 16, 1987.)
 */
import { at } from '../../errors/at.ts'
import type { Ir, LocalId, ObjectId, ThreadIndex } from '../../model/ir.ts'
import type { ActionsOf } from '../steps/by.ts'
import type { Difference } from '../steps/canoniser.ts'
import type { ClassRules } from './class-rules.ts'
import { type ClassEnd, type Classes, ClassWalker, type StepOf, type Walked } from './class-walker.ts'
import type { Differences } from './difference.ts'
import type { Compared } from './simple-steps.ts'
import type { SwapGroup } from './swap-group.ts'
import { type ValueClass, ValueClasses } from './value-classes.ts'
import type { ValueImages } from './value-images.ts'

/** `imageOf`: of a step under the only one of `swaps`, to be compared with what that step does. */
type Work = {
  readonly step: StepOf
  readonly classes: Classes
  readonly swaps: readonly number[]
  readonly imageOf?: { readonly step: StepOf; readonly walked: Walked }
}

/** Of a walk, in terms of the cheapest comparisons. */
const COST = 8
const MOVES_AT_THAT_COST = 8

export class ClassSteps {
  readonly #group: SwapGroup
  readonly #words: Differences
  readonly #rules: ClassRules
  readonly #values: ValueClasses
  readonly #walker: ClassWalker
  readonly #images: ValueImages
  readonly #objects: readonly ObjectId[]
  /** Of how many objects all images are there. */
  #prepared = 0
  readonly #steps: StepOf[] = []
  #done = 0
  /** What is left of the last step, the newest last: no more than its objects have classes. */
  readonly #work: Work[] = []
  /** By swap: whether each value is the image of one. */
  readonly #isOneToOne: boolean[] = []

  constructor(
    ir: Ir,
    group: SwapGroup,
    words: Differences,
    images: ValueImages,
    rules: ClassRules,
    actionsOf?: ActionsOf,
  ) {
    this.#group = group
    this.#words = words
    this.#images = images
    this.#rules = rules
    this.#values = new ValueClasses(ir, group)
    this.#walker = new ClassWalker(ir, this.#values, rules, actionsOf)
    this.#objects = [...ir.objects.keys()]
  }

  get isDone(): boolean {
    return this.#work.length === 0 && this.#done >= this.#steps.length
  }

  addAll(thread: ThreadIndex, local: LocalId): void {
    this.#steps.push({ thread, local })
  }

  /** Walks the next step, or an image of one, and compares what was found or divides what it was found of. */
  next(swaps: readonly number[]): Compared {
    if (!this.#prepare(swaps)) return { differences: [], count: 0 }
    const before = this.#values.looks
    const work = this.#work.pop() ?? this.#whole(at(this.#steps, this.#done++), swaps)
    const left = work.swaps.filter((swap) => swaps.includes(swap))
    if (left.length === 0) return { differences: [], count: 0 }
    const walked = this.#walker.walk(work.step, work.classes)
    const count = COST + Math.max(0, this.#walker.moves - MOVES_AT_THAT_COST)
    const differences = this.#differences({ ...work, swaps: left }, walked)
    return { differences, count, looks: this.#values.looks - before }
  }

  #prepare(swaps: readonly number[]): boolean {
    if (this.#prepared === this.#objects.length) return true
    if (this.#images.prepare(swaps, this.#prepared)) this.#prepared++
    return false
  }

  #whole(step: StepOf, swaps: readonly number[]): Work {
    return { step, classes: new Map(), swaps: swaps.filter((swap) => !this.#isSecond(swap, step)) }
  }

  /** Whether its image is compared with it, at all of its values. */
  #isSecond(swap: number, { thread, local }: StepOf): boolean {
    const image = this.#image(swap, { thread, local })
    const isSecond = image.thread < thread || (image.thread === thread && image.local < local)
    return isSecond && (!this.#rules.bothWays || this.#hasAllImages(swap))
  }

  #hasAllImages(swap: number): boolean {
    this.#isOneToOne[swap] ??= this.#objects.every(
      (object) => this.#values.image(swap, this.#values.all(object)).isWhole,
    )
    return this.#isOneToOne[swap]
  }

  #image(swap: number, { thread, local }: StepOf): StepOf {
    const component = this.#group.componentOf(thread)
    return { thread: this.#group.threadImage(swap, thread), local: this.#group.image(swap, component, local) }
  }

  #differences(work: Work, walked: Walked): readonly Difference[] {
    if (walked.kind === 'divides') this.#divide(work, walked)
    else if (walked.kind === 'too many') return work.swaps.map((swap) => this.#words.tooManyWays(swap, work.step))
    else if (work.imageOf !== undefined) return this.#compare(work, work.imageOf, walked)
    else return work.swaps.flatMap((swap) => this.#addImage(swap, work, walked) ?? [])
    return []
  }

  #divide(work: Work, { object, operation }: Extract<Walked, { readonly kind: 'divides' }>): void {
    const known = work.classes.get(object)
    const parts = this.#values.divided(known ?? this.#values.all(object), operation)
    const isDivided = this.#rules.divided || work.imageOf === undefined || known === undefined
    for (const part of isDivided ? parts : parts.slice(0, 1))
      this.#work.push({ ...work, classes: new Map(work.classes).set(object, part) })
  }

  #addImage(swap: number, { step, classes }: Work, walked: Walked): Difference | undefined {
    const images = new Map<ObjectId, ValueClass>()
    for (const [object, values] of classes) {
      const image = this.#values.image(swap, values)
      if (!image.isWhole && walked.kind !== 'unmet') return this.#words.noValue(swap, object)
      if (image.class.members.length === 0) return undefined
      images.set(image.class.object, image.class)
    }
    const wanted = walked.kind === 'ends' ? { ...walked, ends: this.#imagesOfEnds(swap, step, walked.ends) } : walked
    this.#work.push({
      step: this.#image(swap, step),
      classes: images,
      swaps: [swap],
      imageOf: { step, walked: wanted },
    })
    return undefined
  }

  #imagesOfEnds(swap: number, { thread }: StepOf, ends: readonly ClassEnd[]): ClassEnd[] {
    return ends.map(({ target, how, stored }) => ({
      how,
      target: this.#image(swap, { thread, local: target }).local,
      stored: new Map(
        [...stored].map(([object, value]) => [
          this.#group.objectImage(swap, object),
          this.#group.image(swap, object, value),
        ]),
      ),
    }))
  }

  #compare({ step, classes, swaps }: Work, imageOf: NonNullable<Work['imageOf']>, walked: Walked): Difference[] {
    if (this.#isSame(imageOf.walked, walked, classes)) return []
    return swaps.map((swap) => this.#words.end(swap, imageOf.step, step, this.#words.endsOther()))
  }

  #isSame(wanted: Walked, found: Walked, classes: Classes): boolean {
    if (wanted.kind === 'ends' && found.kind === 'ends')
      return this.#textOf(wanted.ends, classes) === this.#textOf(found.ends, classes)
    if (wanted.kind === 'unmet') return found.kind === 'unmet' || !this.#rules.knownOnlyThere
    if (found.kind === 'unmet') return !this.#rules.knownOnlyHere
    return wanted.kind === found.kind
  }

  #textOf(ends: readonly ClassEnd[], classes: Classes): string {
    const texts = ends.map(({ target, how, stored }) => {
      const parts: string[] = []
      for (const [object, value] of stored) {
        const members = classes.get(object)?.members
        const isAsBefore = this.#rules.lone && members?.length === 1 && members[0] === value
        if (!isAsBefore) parts.push(`${object}=${value}`)
      }
      return `${target} ${how} ${parts.sort().join()}`
    })
    return texts.sort().join('|')
  }
}
