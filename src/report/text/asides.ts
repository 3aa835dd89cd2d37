/**
 * Steps that only note what checks look at, and on which nothing that is told depends: no later check of the run fails or waits, and nothing else reads
 * what they have noted. They stand in one line below the others.
 */
import type { Trace, TraceStep } from '../../verdict/trace.ts'
import type { Page } from './style.ts'
import { wrap } from './wrap.ts'

/** Steps, counted from 0; none where everything is told. `read`: names of objects that a violated property has looked at. */
export function asidesOf(
  { steps, stuck, cycleStart, doomedFrom }: Trace,
  read: readonly string[],
  { showsAll = false }: Page,
): ReadonlySet<number> {
  if (showsAll) return new Set()
  const asides = new Set<number>()
  const needed = new Set([...read, ...stuck.flatMap(({ waitsOn }) => waitsOn)])
  const end = Math.min(cycleStart ?? steps.length, doomedFrom ?? steps.length)
  for (const [index, step] of [...steps.entries()].reverse()) {
    if (index < end && isAside(step, needed)) asides.add(index)
    else for (const object of objectsTold(step)) needed.add(object)
  }
  return asides.size === steps.length ? new Set() : asides
}

/** Objects that nothing but asides changes. */
export function onlyAsideOf({ steps }: Trace, asides: ReadonlySet<number>): ReadonlySet<string> {
  const changedIn = (isIn: boolean) =>
    steps.flatMap(({ changes }, index) => (asides.has(index) === isIn ? changes.map(({ object }) => object) : []))
  const others = new Set(changedIn(false))
  return new Set(changedIn(true).filter((object) => !others.has(object)))
}

function isAside({ moves, changes, entered, left, notes, failure }: TraceStep, needed: ReadonlySet<string>): boolean {
  const isTold = failure !== undefined || entered.length + left.length + notes.length > 0
  return !isTold && moves.every(({ role }) => role !== undefined) && changes.every(({ object }) => !needed.has(object))
}

/** Objects that the step does something with that is told: whatever fails, and what is neither check nor bookkeeping. */
function objectsTold({ moves, failure }: TraceStep): readonly string[] {
  return moves.flatMap(({ role, object }, m) => {
    const isFailing = failure !== undefined && m === moves.length - 1
    return object !== undefined && (role === undefined || isFailing) ? [object] : []
  })
}

/** `1, 3, 5  KeEnterCriticalRegion() by T0, T1 (only checks look at it, and they pass)` */
export function asideLines({ steps }: Trace, asides: ReadonlySet<number>, { style, width }: Page): string[] {
  const groups = new Map<string, { readonly numbers: number[]; readonly threads: Set<string> }>()
  for (const [index, step] of steps.entries()) {
    if (!asides.has(index)) continue
    const text = asideText(step)
    const group = groups.get(text) ?? { numbers: [], threads: new Set() }
    group.numbers.push(index + 1)
    group.threads.add(step.thread)
    groups.set(text, group)
  }
  return [...groups].flatMap(([text, { numbers, threads }]) => {
    const who = [...threads].join(', ')
    return wrap(`  ${numbers.join(', ')}  ${text} by ${who} (only checks look at it, and they pass)`, width, 4).map(
      style.dim,
    )
  })
}

/** The innermost routine that is all of it, or what is done. */
function asideText({ calls = [], moves }: TraceStep): string {
  const whole = calls.findLast(({ begins, returns, from, to }) => begins && returns && to - from === moves.length)
  return whole?.text ?? moves.map(({ label }) => label).join(', ')
}

/** With calls that begin where they are told first: what came before of them stands below. */
export function toldFrom(steps: readonly TraceStep[], asides: ReadonlySet<number>): readonly TraceStep[] {
  const untold = new Set<string>()
  return steps.map((step, index) => {
    const { calls, thread } = step
    if (calls === undefined) return step
    const told = calls.map((call) => ({ ...call, begins: call.begins || untold.has(`${thread} ${call.text}`) }))
    for (const { text, begins } of told)
      if (begins && asides.has(index)) untold.add(`${thread} ${text}`)
      else untold.delete(`${thread} ${text}`)
    return { ...step, calls: told }
  })
}
