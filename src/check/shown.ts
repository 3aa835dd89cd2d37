import type { System } from '../model/language/system.ts'
import type { Design } from '../model/protocol/design.ts'
import type { Trace } from '../verdict/trace.ts'
import type { Answer, Verdict, Violation } from '../verdict/verdict.ts'
import { type Follower, replay, startCheck } from './check.ts'
import type { CheckLimits } from './options/check-options.ts'

/** Where nobody has said how long to look for a witness. */
const soon = { states: 200_000, timeMs: 5000 } as const satisfies CheckLimits

/**
 * The verdict with what only a page shows, and what costs something more: at each step of its runs all locks as a debugger shows them, and of each
 * `reachable` the run that reaches it first, or what has stopped the search for it. `limits`: those of the check, less the time that it took.
 */
export function shown(system: System, verdict: Verdict, limits: CheckLimits, follower: Follower = {}): Verdict {
  const begunMs = performance.now()
  const hasLocks = system.build().objects.some(({ view }) => view !== undefined)
  const seen = <T extends Violation | undefined>(one: T): T =>
    one?.trace === undefined || !hasLocks ? one : { ...one, trace: withLocks(system, one.trace) }
  const answers = verdict.answers.map((answer): Answer => {
    const evidence = seen(answer.evidence)
    const { timeMs } = limits
    const left = timeMs === undefined ? {} : { timeMs: timeMs - (performance.now() - begunMs) }
    const found = isReached(answer) ? witness(system, answer.name, { ...soon, ...limits, ...left }, follower) : {}
    const { witness: trace } = found
    return {
      ...answer,
      ...(evidence === undefined ? {} : { evidence }),
      ...found,
      ...(trace !== undefined && hasLocks ? { witness: withLocks(system, trace) } : {}),
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
function witness(
  system: System,
  name: string,
  limits: CheckLimits,
  follower: Follower,
): Pick<Answer, 'witness' | 'noWitness'> {
  if (limits.timeMs !== undefined && limits.timeMs <= 0) return { noWitness: { stoppedBy: 'time', states: 0 } }
  const asked: System = { ...system, build: () => withoutOthers(system.build(), name) }
  const found = startCheck(asked, { stuck: false, liveness: false, limits }, follower).verdict()
  const trace = found.violation?.kind === 'property' ? found.violation.trace : undefined
  if (trace !== undefined) return { witness: trace }
  const { stoppedBy, states } = found
  return stoppedBy === undefined ? {} : { noWitness: { stoppedBy, states } }
}

function withoutOthers(design: Design, name: string): Design {
  const properties = design.properties
    .filter((property) => property.name === name && property.kind === 'reachable')
    .map((property) => ({ ...property, kind: 'never' as const }))
  return { ...design, properties, liveness: [], isDeadlockAllowed: true }
}
