import { parseSchedule } from '../check/explain/schedule.ts'
import { atRestOf } from '../check/waiting/callers.ts'
import { buildGraph } from '../explorer/graph/build-graph.ts'
import { compiling } from '../model/compile/compile.ts'
import type { System } from '../model/language/system.ts'
import { printableData } from '../model/values/printable.ts'
import { headline, systemText, violatedName } from '../report/text/headline.ts'
import { type Meter, Stopped } from '../tasks/meter.ts'
import type { Task } from '../tasks/task.ts'
import { asValue } from '../verdict/value.ts'
import type { Verdict } from '../verdict/verdict.ts'
import { aut } from './graphs/aut.ts'
import { limitsOf } from './graphs/captions.ts'
import { dot } from './graphs/dot.ts'
import { type JsonOptions, json } from './graphs/json.ts'
import { mermaid } from './graphs/mermaid.ts'
import { type View, viewOf } from './graphs/view.ts'
import type { GraphKind } from './kinds.ts'
import type { Written } from './tables/tables.ts'
import { wordsOf } from './words/words.ts'

/** What can be looked at, or held. */
const mostStates: Readonly<Record<GraphKind, number>> = { dot: 1000, mermaid: 60, aut: 1e5, json: 1e5 }
/** States are counted so far, even if fewer are drawn. */
export const mostCounted = 1e6
/** Of what GitHub draws in Markdown. */
const mostOfMermaid = { edges: 500, characters: 50_000 }

export type GraphOptions = {
  readonly kind: GraphKind
  /** What a check has found: its run is marked. */
  readonly verdict: Verdict
  readonly limitStates?: number | undefined
  readonly meter: Meter
}

/** All states of a system and all steps between them. @throws ModelError; Stopped, where somebody wants the end */
export function* graphed(system: System, { kind, verdict, limitStates, meter }: GraphOptions): Task<Written> {
  const compiled = yield* compiling(system.build(), { meter })
  const { program, design } = compiled
  const most = limitStates ?? mostStates[kind]
  const { graph, limit } = yield* buildGraph(program, {
    meter,
    limitStates: Math.max(most, mostCounted),
    chooser: atRestOf(compiled),
  })
  if (limit === 'interrupt') throw new Stopped(limit)
  const { violation } = verdict
  const schedule = violation?.trace?.schedule
  const names = design.threads.map(({ name }) => name)
  const view = viewOf({
    title: systemText(system.name, verdict.parameters),
    verdict: headline(verdict),
    program,
    words: wordsOf(compiled),
    value: (object, value) => printableData(asValue(compiled.value(object, value))),
    graph,
    isCut: limit !== undefined,
    mostStates: most,
    run: schedule === undefined ? undefined : parseSchedule(schedule, names),
    endMark: violation?.kind === 'stuck' ? violatedName(violation) : undefined,
  })
  const { pieces, notes } = written(view, kind, { system: system.name, parameters: verdict.parameters })
  const unknown = verdict.verdict === 'incomplete' ? [`no run is marked: ${headline(verdict)}`] : []
  return { pieces, notes: [...unknown, ...notes] }
}

function written(view: View, kind: GraphKind, options: JsonOptions): Written {
  const notes = limitsOf(view)
  switch (kind) {
    case 'dot':
      return { pieces: dot(view), notes }
    case 'mermaid': {
      const text = [...mermaid(view)].join('')
      return { pieces: [text], notes: [...notes, ...tooMuch(view.edgeCount, text.length)] }
    }
    case 'aut':
      return { pieces: aut(view), notes: [...notes, ...runNote(view.runIds)] }
    case 'json':
      return { pieces: json(view, options), notes }
  }
}

function tooMuch(edges: number, characters: number): readonly string[] {
  if (edges <= mostOfMermaid.edges && characters <= mostOfMermaid.characters) return []
  return [
    `Mermaid draws ${mostOfMermaid.edges} edges and ${mostOfMermaid.characters} characters unless it is told to draw more`,
  ]
}

/** There is no place for it in the format. */
function runNote(ids: readonly number[]): readonly string[] {
  return ids.length === 0 ? [] : [`the run that violates: states ${ids.join(' ')}`]
}
