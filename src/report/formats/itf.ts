/**
 * A run in the Informal Trace Format (Apalache's ADR 15), which its readers and Quint's take: a state for each moment, values of all objects. What ITF has
 * no word for: a thread is a text, `null` the variant `None`. Which thread stepped, and how, are variables of their own.
 */
import type { Trace, TraceStep } from '../../verdict/trace.ts'
import type { Value } from '../../verdict/value.ts'
import type { Violation } from '../../verdict/verdict.ts'
import type { Reported } from '../reported.ts'
import { reasonText } from '../text/reason-text.ts'
import { nameOf } from './found.ts'
import { doesText } from './step-text.ts'

/** Which thread made the step to a state. */
export const threadVariable = 'lockproof::thread'
const stepVariable = 'lockproof::step'

export function itfTrace(one: Reported, violation: Violation, trace: Trace): string {
  const vars = [...trace.initial.map(({ object }) => object), threadVariable, stepVariable]
  const meta = {
    format: 'ITF',
    'format-description': 'https://apalache-mc.org/docs/adr/015adr-trace.html',
    source: one.file,
    description: `${nameOf(one)}: ${reasonText(violation)}`,
    lockproof: { system: one.system, export: one.exportName, parameters: one.parameters, schedule: trace.schedule },
  }
  const { cycleStart } = trace
  const loop = cycleStart === undefined ? {} : { loop: cycleStart }
  return `${JSON.stringify({ '#meta': meta, vars, ...loop, states: statesOf(trace) }, undefined, 1)}\n`
}

type State = Readonly<Record<string, Json>>

/** One for each moment: of each object its value, as ITF writes it. */
export function statesOf({ initial, steps }: Trace): readonly State[] {
  const values = new Map(initial.map(({ object, value }) => [object, value]))
  const states = [stateOf(0, values, undefined)]
  for (const [index, taken] of steps.entries()) {
    for (const { object, after } of taken.changes) values.set(object, after)
    states.push(stateOf(index + 1, values, taken))
  }
  return states
}

function stateOf(index: number, values: ReadonlyMap<string, Value>, taken: TraceStep | undefined): State {
  const objects = Object.fromEntries([...values].map(([object, value]) => [object, itfValue(value)]))
  const how = taken === undefined ? '' : doesText(taken)
  return { '#meta': { index }, ...objects, [threadVariable]: taken?.thread ?? '', [stepVariable]: how }
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

function itfValue(value: Value): Json {
  if (value === null) return { tag: 'None', value: { '#tup': [] } }
  if (typeof value === 'number') return { '#bigint': `${value}` }
  if (typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(itfValue)
  const [[key, part] = ['', null]] = Object.entries(value) as [string, Value][] // a record has values
  switch (key) {
    case '#thread':
      return String(part)
    case '#bigint':
      return { '#bigint': String(part) }
    case '#number':
    case '#undefined':
    case '#function':
      return { '#unserializable': String(part) }
    case '#map':
      return { '#map': (part as readonly (readonly [Value, Value])[]).map((pair) => pair.map(itfValue)) }
    default:
      return Object.fromEntries(
        Object.entries(value as Readonly<Record<string, Value>>).map(([k, v]) => [k, itfValue(v)]),
      )
  }
}
