/**
 * The step function, generated for one layout: every thread and word unrolled, slots and roots as constants. It expands
 * states one after the other into a batch of successors until the batch could overflow. A step is a walk down its tree
 * (step-tree.ts), then masks. The masks of a first outcome are applied even where there is none ("blocked" has unused
 * ones): writing behind the end costs less than a branch that is guessed wrong.
 */
import { at } from '../../errors/at.ts'
import { each, evaluated, generated, inWords } from '../states/generated-text.ts'
import type { Layout } from '../states/layout.ts'
import { MUST_STOP, OWED, type StepTrees } from './step-tree.ts'

/** Where an expansion leaves what it did. `trees` may grow meanwhile; what they say is that of this text. */
export type Expansion = {
  readonly trees: StepTrees
  /** Successors, packed; with `by`, who stepped to each, and how (`By`). */
  batch: Int32Array
  by: Uint8Array | Int32Array
  /** With `by`: where in the batch the successors of each state end, of as many states as are expanded at once. */
  readonly ends: Int32Array
  /** Words written to `batch`. */
  length: number
  /** Whether the state at the answered position could not be expanded before the layout or the batch changes. */
  mustStop: boolean
  /** Offsets of the states in which nobody is owed a step. */
  readonly stuck: number[]
}

/**
 * Expands `states[from … to)`, at least one of them unless `mustStop`, while the batch has at most `room` words; answers the offset of the first
 * state not expanded.
 */
export type Expand = (states: Int32Array, from: number, to: number, room: number, expansion: Expansion) => number

/**
 * The layer between enabled and expanded: which threads of a state to expand (bit t: thread t).
 */
export type ThreadChooser = {
  /** Whether a state in which nobody is owed a step must not be gone around: where the threads chosen are owed none, all are expanded. */
  readonly keepsOwed: boolean
  /** Called for each new layout, before any state of it. */
  prepare(layout: Layout): void
  threadsToExpand(states: Int32Array, at: number): number
}

/** One that leaves nothing out: what it does not choose cannot happen there. */
export type DesignChooser = ThreadChooser & { readonly isOfDesign: true }

export type GenerateOptions = {
  readonly layout: Layout
  readonly roots: readonly number[]
  readonly recordsThreads: boolean
  /** Whether the trees say of outcomes if they are owed; else all of them are. */
  readonly tracksOwed: boolean
  readonly chooser?: ThreadChooser | undefined
}

export function generateExpand(options: GenerateOptions): Expand {
  return evaluated(expandText(options), { chooser: options.chooser })
}

/** The text of an `Expand`, which knows the `chooser`. */
export function expandText({ layout, roots, recordsThreads, tracksOwed, chooser }: GenerateOptions): string {
  const { words } = layout
  const head = recordsThreads ? 1 : 0
  const isChecked = tracksOwed && chooser?.keepsOwed === true
  const put = `
      ${recordsThreads ? `x.by[q / ${words}] = tree[e + 1]` : ''}
      ${apply(words, 'q', `e + ${1 + head}`)}`
  const threads = layout.threads.map((slot, thread) => {
    const mask = slot.bits === 0 ? 0 : -1 >>> (32 - slot.bits)
    const walk = `
      e = tree[${at(roots, thread, 'threads')} + (w${slot.word} >>> ${slot.shift} & ${mask})]
      for (;;) {
        do {
          const place = tree[e]
          e = tree[e + 1 + (states[p + (place >>> 10)] << place >>> (place >>> 5))]
        } while (e > 0)
        if (e !== 0) break
        e = trees.grow(${thread}, states, p)
        tree = trees.tree
        if (e === ${MUST_STOP}) { x.length = start; x.mustStop = true; return p }
        break
      }
      e = -e
      n = tree[e]
      ${tracksOwed ? `owed |= n\n      n &= ${OWED - 1}` : ''}
      ${put}
      q += n > 1 ? ${words} : n * ${words}
      for (; n > 1; n--) {
        e += ${head + 2 * words}
        ${put}
        q += ${words}
      }`
    return chooser === undefined ? walk : `if (chosen & ${1 << thread}) {${walk}\n}`
  })
  const text = `function expand(states, from, to, room, x) {
      const batch = x.batch, trees = x.trees
      let tree = trees.tree, p = from, q = 0, e = 0, n = 0
      ${recordsThreads ? 'let expanded = 0' : ''}
      x.mustStop = false
      while (p < to && q <= room) {
        const start = q
        ${tracksOwed ? 'let owed = 0' : ''}
        ${each(words, (word) => `const w${word} = states[p + ${word}]`)}
        ${chooser === undefined ? '' : `${isChecked ? 'let' : 'const'} chosen = chooser.threadsToExpand(states, p)`}
        ${isChecked ? `for (;;) {` : ''}
        ${threads.join('\n')}
        ${isChecked ? `if (owed >= ${OWED} || chosen === -1) break\nchosen = -1\nq = start\n}` : ''}
        if (${tracksOwed ? `owed < ${OWED}` : 'q === start'}) x.stuck.push(p)
        ${recordsThreads ? 'x.ends[expanded++] = q' : ''}
        p += ${words}
      }
      x.length = q
      return p
    }`
  return generated(`expand-${inWords(words)}`, text)
}

/** Text that puts the outcome whose masks begin there into the batch. */
function apply(words: number, place: string, masks: string): string {
  return each(
    words,
    (word) => `batch[${place} + ${word}] = w${word} & tree[${masks} + ${2 * word}] | tree[${masks} + ${2 * word + 1}]`,
  )
}
