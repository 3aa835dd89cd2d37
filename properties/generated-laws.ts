import fc from 'fast-check'
import { type KeyOf, keyText, keyWidths } from '../src/explorer/findings/valuation-key.ts'
import { evaluated } from '../src/explorer/states/generated-text.ts'
import { type Layout, OCCUPIED, pack } from '../src/explorer/states/layout.ts'
import { Coverage } from '../src/explorer/steps/coverage.ts'
import { type Expand, type Expansion, expandText, type ThreadChooser } from '../src/explorer/steps/generate.ts'
import { StepTrees } from '../src/explorer/steps/step-tree.ts'
import type { Program } from '../src/model/ir.ts'
import { type IrSpec, irSpec, programOf } from './arbitraries/random-ir.ts'
import { naiveCheck } from './naive-checker.ts'
import { naiveKey, naiveSteps } from './naive-expand.ts'
import { type LayoutWishes, layoutOf, layoutWishes } from './random-layout.ts'

/** What a text is run on. */
export type Case = {
  readonly spec: IrSpec
  readonly wishes: LayoutWishes
  readonly recordsThreads: boolean
  readonly marksAll: boolean
  /** What the choice of threads depends on; 0: all are expanded. */
  readonly choice: number
}

export const cases: fc.Arbitrary<Case> = fc.record({
  spec: irSpec,
  wishes: layoutWishes,
  recordsThreads: fc.boolean(),
  marksAll: fc.boolean(),
  choice: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 2 ** 31 - 1 })),
})

/** The same text, or one that was broken on purpose. */
export type Change = (text: string) => string

type SeenStep = { readonly by: number | undefined; readonly words: readonly number[]; readonly isMarked: boolean }

/** All reachable states, packed in the order of the naive checker. */
function reachable(program: Program, layout: Layout): Int32Array {
  const all = naiveCheck(program).states
  const states = new Int32Array(all.length * layout.words)
  for (const [i, state] of all.entries()) pack(layout, JSON.parse(state), states, i * layout.words)
  return states
}

function chooserOf(choice: number): ThreadChooser | undefined {
  if (choice === 0) return undefined
  return { keepsOwed: true, prepare: () => {}, threadsToExpand: (states, at) => chosenAt(states, at, choice) }
}

function chosenAt(states: Int32Array, at: number, choice: number): number {
  return choice === 0 ? -1 : Math.imul(states[at]! ^ (states[at]! >>> 11), choice) >>> 13
}

/** More than any of these tables has: a broken text may go on for ever. */
const MOST_STEPS = 100_000

/** What the text does with the states, a few at a time, its batch as small as may be. */
function expanded(program: Program, layout: Layout, states: Int32Array, it: Case, change: Change): object {
  const coverage = new Coverage(program.ir.threads.length)
  const { marksAll, recordsThreads } = it
  const trees = new StepTrees({ program, layout, coverage, marksAll, recordsThreads })
  const chooser = chooserOf(it.choice)
  const text = expandText({ layout, roots: trees.roots, recordsThreads, tracksOwed: trees.tracksOwed, chooser })
  const expand = evaluated<Expand>(change(text), { chooser })
  const ends = new Int32Array(states.length)
  const x: Expansion = { trees, ...roomFor(trees, layout), ends, length: 0, mustStop: false, stuck: [] }
  const steps: SeenStep[] = []
  const counts: number[] = []
  for (let from = 0; from < states.length; ) {
    const room = x.batch.length - (trees.outcomeBound + 1) * layout.words
    const end = expand(states, from, states.length, room, x)
    for (let at = 0; at < x.length; at += layout.words) {
      const [first, ...others] = x.batch.subarray(at, at + layout.words)
      const by = recordsThreads ? x.by[at / layout.words] : undefined
      steps.push({ by, words: [first! | OCCUPIED, ...others], isMarked: (first! & OCCUPIED) === 0 })
    }
    const before = steps.length - x.length / layout.words
    for (let i = 0; recordsThreads && i < (end - from) / layout.words; i++)
      counts.push(before + x.ends[i]! / layout.words)
    if (end === from && !x.mustStop) return { stoppedAt: from }
    if (steps.length > MOST_STEPS) return { endless: true }
    from = end
    if (x.mustStop) Object.assign(x, roomFor(trees, layout))
  }
  return { steps, counts, stuck: x.stuck }
}

function roomFor({ outcomeBound }: StepTrees, { words }: Layout): Pick<Expansion, 'batch' | 'by'> {
  const length = (outcomeBound + 3) * words
  return { batch: new Int32Array(length), by: new Uint8Array(length) }
}

/** What it should do, but for marks of steps that need none. */
function naive(program: Program, layout: Layout, states: Int32Array, it: Case): ReturnType<typeof naiveSteps>[] {
  return Array.from({ length: states.length / layout.words }, (_, i) => {
    const at = i * layout.words
    return naiveSteps(program.ir, layout, states, at, chosenAt(states, at, it.choice))
  })
}

/** How a text differs from the naive meaning of the tables: same successors, same order, same threads. */
export function differenceOfSteps(it: Case, change: Change = (text) => text): string | undefined {
  const program = programOf(it.spec)
  const layout = layoutOf(program.ir, it.wishes)
  const states = reachable(program, layout)
  const seen = expanded(program, layout, states, it, change)
  const wanted = naive(program, layout, states, it)
  const steps = wanted.flat().map(({ by, words, mustBeMarked }, i) => ({
    by: it.recordsThreads ? by : undefined,
    words,
    isMarked: it.marksAll || mustBeMarked || ('steps' in seen && (seen.steps as SeenStep[])[i]?.isMarked === true),
  }))
  const stuck = wanted.flatMap((those, i) => (those.every(({ isOwed }) => !isOwed) ? [i * layout.words] : []))
  const counts = it.recordsThreads ? wanted.map((_, i) => wanted.slice(0, i + 1).flat().length) : []
  return text(seen, { steps, counts, stuck })
}

/** The same for the numbers that stand for valuations. */
export function differenceOfKeys(it: Case, change: Change = (text) => text): string | undefined {
  const program = programOf(it.spec)
  const { ir } = program
  const layout = layoutOf(ir, it.wishes)
  const states = reachable(program, layout)
  const known = { regions: ir.threads.map(({ regions }) => regions) }
  const keys = ir.properties.map((property) => evaluated<KeyOf>(change(keyText(ir, property, layout)), known))
  const seen = naiveCheck(program).states.map((_, i) => keys.map((keyOf) => keyOf(states, i * layout.words)))
  const wanted = naiveCheck(program).states.map((state) =>
    ir.properties.map((property) => naiveKey(ir, property, JSON.parse(state), keyWidths(ir, property))),
  )
  return text(seen, wanted)
}

function text(seen: object, wanted: object): string | undefined {
  const [one, other] = [JSON.stringify(seen), JSON.stringify(wanted)]
  return one === other ? undefined : `saw ${one}\nexpected ${other}`
}
