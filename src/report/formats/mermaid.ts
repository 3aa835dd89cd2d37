/** A run as a sequence diagram of Mermaid, which GitHub draws in comments: threads and objects are participants, a step is an arrow, a cycle a `loop`. */
import { printableData } from '../../model/values/printable.ts'
import type { StuckThread, Trace, TraceStep } from '../../verdict/trace.ts'
import type { Violation } from '../../verdict/verdict.ts'
import { placeIn } from '../../verdict/wait-place.ts'
import type { Reported } from '../reported.ts'
import { toldMoves } from '../text/move-text.ts'
import { counted } from '../text/quantity.ts'
import { effectsOf } from '../text/trace-rows.ts'
import { columnsOf } from '../text/trace-text.ts'
import { doesText } from './step-text.ts'
import { type Turn, turnsOf } from './turns.ts'

export function mermaidReport(_one: Reported, _violation: Violation, trace: Trace): string {
  return mermaidDiagram(trace)
}

/** With more steps each turn of a thread is one arrow. */
const mostSteps = 40
const mostEffects = 4

export function mermaidDiagram(of: Trace): string {
  const trace = printableData(of)
  const threads = columnsOf(trace)
  const objects = trace.initial.map(({ object }) => object).filter((object) => isTouched(trace, object))
  const names = new Map([...threads, ...objects].map((name, index) => [name, `p${index}`]))
  const isLong = trace.steps.length > mostSteps
  const turns = isLong ? turnsOf(trace) : trace.steps.map((step, index) => turn(step, index))
  const { cycleStart } = trace
  return [
    'sequenceDiagram',
    ...threads.map((name) => `  actor ${names.get(name)} as ${text(name)}`),
    ...objects.map((name) => `  participant ${names.get(name)} as ${text(name)}`),
    ...turns.flatMap((one) => [
      ...(one.from - 1 === cycleStart ? ['  loop for ever'] : []),
      ...turnLines(one, names).map((line) => `  ${line}`),
    ]),
    ...(cycleStart !== undefined && cycleStart < trace.steps.length ? ['  end'] : []),
    ...trace.stuck.map((one) => `  Note over ${names.get(one.thread)}: ${text(waitText(one))}`),
    '',
  ].join('\n')
}

function waitText({ waitsAt, waitsIn, waitsFor }: StuckThread): string {
  return `waits${placeIn(waitsAt, waitsIn)}${waitsFor.length === 0 ? '' : ` for ${waitsFor.join(', ')}`}`
}

function turn(step: TraceStep, index: number): Turn {
  return { thread: step.thread, from: index + 1, steps: [step] }
}

function isTouched({ steps, stuck }: Trace, object: string): boolean {
  return steps.some((step) => objectsOf(step, object)) || stuck.some(({ waitsOn }) => waitsOn.includes(object))
}

function objectsOf({ moves, changes }: TraceStep, object: string): boolean {
  return changes.some((change) => change.object === object) || moves.some((move) => move.object === object)
}

function turnLines({ thread, from, steps }: Turn, names: ReadonlyMap<string, string>): readonly string[] {
  const me = names.get(thread) ?? thread
  const number = steps.length === 1 ? `${from}` : `${from}–${from + steps.length - 1}`
  const arrows = targetsOf(steps, names).map(([object, labels]) => {
    const said = labels.length > 3 ? `${labels.slice(0, 2).join(', ')} … ${labels.at(-1)}` : labels.join(', ')
    return `${me}->>${names.get(object) ?? me}: ${text(`${number} ${said}`)}`
  })
  const lines = arrows.length > 0 ? arrows : [`${me}->>${me}: ${text(`${number} ${localText(steps)}`)}`]
  const effects = steps.flatMap((step) => effectsOf(step))
  const told = effects.length > mostEffects ? effects.filter(({ kind }) => kind === 'fails') : effects
  return told.length === 0 ? lines : [...lines, `Note right of ${me}: ${text(told.map((it) => it.text).join(', '))}`]
}

/** Objects in the order in which the steps come to them, each with what is done there. */
function targetsOf(
  steps: readonly TraceStep[],
  names: ReadonlyMap<string, string>,
): readonly (readonly [object: string, labels: readonly string[]])[] {
  const targets = new Map<string, string[]>()
  for (const { text: said, object } of steps.flatMap(toldMoves)) {
    if (object === undefined || !names.has(object)) continue
    targets.set(object, [...(targets.get(object) ?? []), said])
  }
  return [...targets]
}

function localText(steps: readonly TraceStep[]): string {
  return steps.length > 3 ? counted(steps.length, 'step') : steps.map(doesText).join(', ')
}

/** `;` ends a statement and `#` begins a character by number; names may have any. */
function text(said: string): string {
  return said
    .replace(/[#;]/g, (one) => `#${one.charCodeAt(0)};`)
    .replace(/\s+/g, ' ')
    .trim()
}
