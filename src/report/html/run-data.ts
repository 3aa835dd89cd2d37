import { at } from '../../errors/at.ts'
import type { NamedLock, Span, Trace, TraceStep } from '../../verdict/trace.ts'
import type { Violation } from '../../verdict/verdict.ts'
import type { Place, RunData, SpanData, StepData } from '../page-data/page-data.ts'
import { does } from '../text/account-text.ts'
import { locksText } from '../text/locks-text.ts'
import { allMoves, toldMoves } from '../text/move-text.ts'
import { doing, isStuck, type Standing, standingsOf, whom } from '../text/standing-text.ts'
import { effectsOf } from '../text/trace-rows.ts'
import { lengthText } from '../text/verdict-text.ts'
import { leavesOf } from './leaves.ts'
import { reasonsOf } from './reasons.ts'
import type { Sources } from './sources.ts'
import { graphsOf } from './wait-graphs.ts'

const widthOfLocks = 64

/** A run that shows something: what is wrong, or what can be reached. */
export type Shown = {
  readonly title: string
  readonly trace: Trace
  readonly violation?: Violation
  /** What would help, beside what the violation says. */
  readonly hint?: string
}

export type Showing = {
  readonly sources: Sources
  readonly replayCommand: (schedule: string) => string
}

/** What the page draws it from. */
export async function runData({ title, trace, violation, hint }: Shown, showing: Showing): Promise<RunData> {
  const { replayCommand } = showing
  const { threads, steps, cycleStart, doomedFrom, doomed, account = [] } = trace
  const numberOf = (name: string): number => threads.findIndex((one) => one.name === name)
  const standings = trace.stuck.length === 0 ? [] : standingsOf(trace)
  const { leaves, changes } = leavesOf(trace)
  const regions = regionsOf(trace)
  return {
    title,
    isBad: violation !== undefined,
    reason: violation === undefined ? [] : reasonsOf(violation, standings),
    hints: [...(violation?.hints ?? []), ...(hint === undefined ? [] : [hint])],
    length: lengthText(trace),
    replay: replayCommand(trace.schedule),
    threads: threads.map(({ name }) => name),
    regions,
    leaves,
    steps: steps.map((step, index) => ({
      ...stepData(step, showing.sources),
      thread: numberOf(step.thread),
      changes: at(changes, index),
      wakes: (step.wakes ?? []).filter((name) => name !== step.thread).map(numberOf),
    })),
    spans: spansOf(trace, standings, { regions, sources: showing.sources }),
    ...(cycleStart === undefined ? {} : { cycleStart }),
    ...(doomedFrom === undefined ? {} : { doomedFrom }),
    ...(doomed === undefined ? {} : { doomed }),
    account: account.map((one) => ({
      thread: numberOf(one.thread),
      does: does(one, steps.length - (cycleStart ?? steps.length)),
    })),
    stuck: trace.stuck.map(({ thread }) => numberOf(thread)),
    graphs: await graphsOf(trace),
    locks: locksOf(trace),
  }
}

function regionsOf({ threads }: Trace): readonly string[] {
  return [...new Set(threads.flatMap(({ spans = [] }) => spans.flatMap(({ regions }) => regions)))]
}

/** All but what needs the whole run. */
function stepData(step: TraceStep, sources: Sources): Omit<StepData, 'thread' | 'changes' | 'wakes'> {
  const told = toldMoves(step).map(({ text }) => text)
  const all = allMoves(step).map(({ text }) => text)
  const { failure, failureCode } = step
  return {
    does: told,
    ...(all.join() === told.join() ? {} : { inside: all }),
    procs: step.procs.filter((proc) => !told.some((text) => text.includes(proc))).join(' › '),
    places: placesOf(step, sources),
    entered: step.entered,
    notes: effectsOf(step).flatMap(({ kind, text }) => (kind === 'note' ? [text] : [])),
    ...(failure === undefined ? {} : { failure: failureCode === undefined ? failure : `${failureCode}: ${failure}` }),
  }
}

function placesOf({ moves }: TraceStep, sources: Sources): readonly Place[] {
  const places = moves.flatMap(({ site }) => sources.placeOf(site) ?? [])
  return places.filter(
    ({ source, line }, p) => places.findIndex((it) => it.source === source && it.line === line) === p,
  )
}

type Known = { readonly regions: readonly string[]; readonly sources: Sources }

function spanData(who: Pick<Standing, 'thread' | 'serves'>, span: Span, { regions, sources }: Known): SpanData {
  const place = sources.placeOf(span.site)
  const standing = { ...who, is: span }
  return {
    from: span.from,
    is: {
      status: span.status,
      does: doing(standing),
      whom: whom(standing),
      holds: span.holds.join(', '),
      regions: span.regions.map((region) => regions.indexOf(region)),
      ...(place === undefined ? {} : { place }),
    },
  }
}

function spansOf({ threads, steps }: Trace, standings: readonly Standing[], known: Known): RunData['spans'] {
  return threads.flatMap(({ name, serves, spans }) => {
    const who = { thread: name, ...(serves === undefined ? {} : { serves }) }
    const standing = standings.find(({ thread, is }) => thread === name && isStuck(is.status))
    return spans === undefined
      ? []
      : [
          upTo(
            spans.map((span) => spanData(who, span, known)),
            standing,
            steps.length,
          ),
        ]
  })
}

/** At the end of the run more may be known of a thread that is stuck there: who could let it go on, or that it spins in vain. */
function upTo(spans: readonly SpanData[], standing: Standing | undefined, end: number): readonly SpanData[] {
  const last = spans.at(-1)
  if (standing === undefined || last === undefined) return spans
  const now = { from: end, is: { ...last.is, does: doing(standing), whom: whom(standing) } }
  return [...(last.from === end ? spans.slice(0, -1) : spans), now]
}

function locksOf({ threads, initialLocks = [], steps }: Trace): RunData['locks'] {
  const options = { width: widthOfLocks, threads: threads.map(({ name }) => name) }
  const shown = [initialLocks, ...steps.map(({ locks = [] }) => locks)].map((locks: readonly NamedLock[], from) => ({
    from,
    lines: locks.length === 0 ? [] : locksText(locks, options),
  }))
  return shown.filter(({ lines }) => lines.length > 0)
}
