import { at } from '../../errors/at.ts'
import type { UnpackedState } from '../../explorer/states/layout.ts'
import { count, counted } from '../../report/text/quantity.ts'
import { valueText } from '../../report/text/value-text.ts'
import { cut } from '../../report/text/wrap.ts'
import type { Value } from '../../verdict/value.ts'
import type { DrawnEdge, DrawnState, View } from './view.ts'

const widest = 60

/** What is not in a picture; nothing where all is. */
export function limitsOf({ isWhole, stateCount, path, pictured }: View): readonly string[] {
  const known = `${count(pictured.graph.nodes)}${pictured.isCut ? ' or more' : ''}`
  return [
    ...(isWhole ? [] : [`cut: ${counted(stateCount, 'state')} of ${known}`]),
    ...(path.stepsBeyond === 0 ? [] : [`the run goes on beyond, for ${counted(path.stepsBeyond, 'step')}`]),
  ]
}

/** Of each state what is not the same in all of them, a line each: of others a picture says nothing. */
export type Varied = (state: DrawnState) => readonly string[]

export function variedIn(view: View): Varied {
  const texts = new Map<string, Set<string>>()
  for (const { state } of view.states())
    for (const [name, text] of partsOf(view, state)) texts.set(name, (texts.get(name) ?? new Set()).add(text))
  const varied = new Set([...texts].filter(([, all]) => all.size > 1).map(([name]) => name))
  return ({ state }) => partsOf(view, state).flatMap(([name, text]) => (varied.has(name) ? [`${name}: ${text}`] : []))
}

/** The values of objects, those of records by their fields. */
function partsOf({ pictured }: View, { values }: UnpackedState): readonly (readonly [name: string, text: string])[] {
  return pictured.program.ir.objects.flatMap(({ name }, object) => {
    const value = pictured.value(object, at(values, object))
    if (!isRecord(value)) return [[name, valueText(value)] as const]
    return Object.entries(value).map(([key, part]) => [`${name}.${key}`, valueText(part)] as const)
  })
}

function isRecord(value: Value): value is Readonly<Record<string, Value>> {
  const isWhole = typeof value !== 'object' || value === null || Array.isArray(value)
  return !isWhole && !Object.keys(value).some((key) => key.startsWith('#'))
}

/** The lines of a state. */
export function stateCaption({ pictured }: View, varied: Varied, drawn: DrawnState): readonly string[] {
  const { id, state, marks, stepsLeftOut } = drawn
  const places = pictured.program.ir.threads.map(
    ({ name }, thread) => `${name}: ${pictured.words.place(thread, at(state.locals, thread))}`,
  )
  const left = stepsLeftOut === 0 ? [] : [`${counted(stepsLeftOut, 'step')} to states that are not drawn`]
  return [[id, ...marks].join(': '), ...varied(drawn), ...places, ...left].map((line) => cut(line, widest))
}

/** `P0: flag.store('up')`; on the run its place there, too. */
export function edgeCaption(view: View, { step, ofRun }: DrawnEdge): string {
  const { words, program } = view.pictured
  const who = at(program.ir.threads, step.thread, 'threads').name
  const text = cut(`${who}: ${words.label(step)}`, widest)
  return ofRun.length === 0 ? text : `${ofRun.join(', ')}. ${text}`
}
