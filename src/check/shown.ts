import type { System } from '../model/language/system.ts'
import type { Design } from '../model/protocol/design.ts'
import type { Trace } from '../verdict/trace.ts'
import type { Answer, Verdict, Violation } from '../verdict/verdict.ts'
import { type Follower, replay, startCheck } from './check.ts'
import type { CheckLimits } from './options/check-options.ts'

/** A witness is to be had, or it is not looked for any longer. */
const most = { states: 200_000, timeMs: 5000 } as const satisfies CheckLimits

/**
 * The verdict with what only a page shows, and what costs something more: at each step of its runs all locks as a debugger shows them, and of each
 * `reachable` the run that reaches it first, as far as that is found soon. `leftMs`: so long it may take.
 */
export function shown(system: System, verdict: Verdict, leftMs: number, follower: Follower = {}): Verdict {
  const endMs = performance.now() + leftMs
  const hasLocks = system.build().objects.some(({ view }) => view !== undefined)
  const seen = <T extends Violation | undefined>(one: T): T =>
    one?.trace === undefined || !hasLocks ? one : { ...one, trace: withLocks(system, one.trace) }
  const answers = verdict.answers.map((answer): Answer => {
    const evidence = seen(answer.evidence)
    const trace = isReached(answer) ? witness(system, answer.name, endMs - performance.now(), follower) : undefined
    return {
      ...answer,
      ...(evidence === undefined ? {} : { evidence }),
      ...(trace === undefined ? {} : { witness: hasLocks ? withLocks(system, trace) : trace }),
    }
  })
  const violation = seen(verdict.violation)
  return { ...verdict, answers, ...(violation === undefined ? {} : { violation }) }
}

function isReached({ kind, result }: Answer): boolean {
  return kind === 'reachable' && result === 'holds'
}

/** The same run, followed once more. */
function withLocks(system: System, trace: Trace): Trace {
  const { initialLocks = [], steps } = replay(system, trace.schedule, { locks: true })
  return {
    ...trace,
    initialLocks,
    steps: trace.steps.map((step, index) => ({ ...step, locks: steps[index]?.locks ?? [] })),
  }
}

/** Whatever violates that it must never be reaches it: the shortest counterexample is the run wanted, and it was followed natively, too. */
function witness(system: System, name: string, leftMs: number, follower: Follower): Trace | undefined {
  if (leftMs <= 0) return undefined
  const asked: System = { ...system, build: () => withoutOthers(system.build(), name) }
  const limits = { states: most.states, timeMs: Math.min(leftMs, most.timeMs) }
  const { violation } = startCheck(asked, { stuck: false, liveness: false, limits }, follower).verdict()
  return violation?.kind === 'property' ? violation.trace : undefined
}

function withoutOthers(design: Design, name: string): Design {
  const properties = design.properties
    .filter((property) => property.name === name && property.kind === 'reachable')
    .map((property) => ({ ...property, kind: 'never' as const }))
  return { ...design, properties, liveness: [], isDeadlockAllowed: true }
}
