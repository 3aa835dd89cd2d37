/** As docs/graph.schema.json says; a line for each state and each edge. */
import { at } from '../../errors/at.ts'
import { printable } from '../../model/values/printable.ts'
import type { Value } from '../../verdict/value.ts'
import { limitsOf } from './captions.ts'
import type { View } from './view.ts'

export type JsonOptions = {
  readonly system: string
  readonly parameters: Readonly<Record<string, Value>>
}

export function* json(view: View, { system, parameters }: JsonOptions): Generator<string> {
  const { graph, verdict, words, value, program, run, isCut } = view.pictured
  const { objects, threads } = program.ir
  const head = {
    formatVersion: 1,
    system,
    parameters,
    verdict,
    threads: threads.map(({ name }) => name),
    objects: objects.map(({ name }) => name),
    ...(view.isWhole ? {} : { cut: { states: view.stateCount, known: graph.nodes, isMore: isCut } }),
    ...(limitsOf(view).length === 0 ? {} : { limits: limitsOf(view) }),
  }
  yield `${lineOf(head).slice(0, -1)},\n"states": [`
  let before = '\n'
  for (const { id, state, marks, stepsLeftOut } of view.states()) {
    const values = state.values.map((id, object) => value(object, id))
    const next = state.locals.map((local, thread) => words.place(thread, local))
    yield `${before}${lineOf({ id, values, next, marks, ...(stepsLeftOut === 0 ? {} : { stepsLeftOut }) })}`
    before = ',\n'
  }
  yield '\n],\n"edges": ['
  before = '\n'
  for (const { source, target, step, ofRun } of view.edges()) {
    const { name: thread } = at(threads, step.thread, 'threads')
    const said = { from: source, to: target, thread, label: words.label(step), step: words.step(step) }
    yield `${before}${lineOf({ ...said, ...(ofRun.length === 0 ? {} : { ofRun }) })}`
    before = ',\n'
  }
  yield `\n]${run === undefined ? '' : `,\n"run": ${lineOf({ states: view.runIds, cycleStart: run.cycleStart })}`}\n}\n`
}

function lineOf(value: unknown): string {
  return printable(JSON.stringify(value))
}
