import { InternalError } from '../errors/internal-error.ts'
import { ModelError } from '../errors/model-error.ts'
import type { SearchResult } from '../explorer/search-result.ts'
import type { Counterexample, Step } from '../explorer/trace.ts'
import type { Compiled } from '../model/compile/compile.ts'
import type { Design, PropertyDeclaration } from '../model/protocol/design.ts'
import { encode } from '../model/protocol/encode.ts'
import { isThreadId, threadIdName } from '../model/protocol/thread-id.ts'
import { withPlace } from '../model/run/mistakes.ts'
import type { NativeRun } from '../model/run/native-run.ts'
import type { Trace, Violation } from '../verdict.ts'
import type { ScheduledStep } from './schedule.ts'
import { type Followed, follow, stuckThreads } from './trace.ts'

/**
 * The violation that a search found, as people read it. Its counterexample has been replayed natively, on a design described anew, and every
 * value on the way and the violation at its end were what the tables said.
 * @throws InternalError when the replay differs: then a table was wrong.
 */
export function violationOf(compiled: Compiled, design: Design, result: SearchResult): Violation | undefined {
  const found = result.violation
  if (found === undefined) return unwitnessed(compiled, result)
  if (found.kind === 'property' && found.error instanceof ModelError) throw withPlace(found.error)
  const property = found.kind === 'property' ? design.properties[found.property] : undefined
  const name = property === undefined ? {} : { property: property.name }
  if (result.counterexample === undefined)
    return {
      kind: found.kind,
      ...name,
      message: `${summary(property)}; the way there was not computed before the limit`,
    }
  const followed = replayed(compiled, design, result.counterexample)
  const { trace, ...explanation } = explained(found.kind, property, followed)
  const { isShortest, hasFewestSwitches } = result.counterexample
  return { kind: found.kind, ...name, ...explanation, trace: { ...trace, isShortest, hasFewestSwitches } }
}

/** A `reachable` that a whole search did not witness. */
function unwitnessed(compiled: Compiled, result: SearchResult): Violation | undefined {
  if (result.status !== 'complete') return undefined
  const missing = compiled.design.properties.find(
    ({ kind }, p) => kind === 'reachable' && result.properties[p]?.firstDepth === undefined,
  )
  return (
    missing && {
      kind: 'unreachable',
      property: missing.name,
      message: `no reachable state satisfies '${missing.name}'`,
    }
  )
}

function summary(property: PropertyDeclaration | undefined): string {
  return property === undefined ? 'a state that violates was found' : `'${property.name}' is violated`
}

function replayed(compiled: Compiled, design: Design, counterexample: Counterexample): Followed {
  const followed = follow(
    design,
    counterexample.steps.map((step) => scheduled(compiled, step)),
  )
  counterexample.steps.forEach((step, i) => {
    const native = followed.steps[i]
    step.moves.forEach((move, m) => {
      if (move.kind !== 'operation') return
      const object = compiled.program.ir.operations[move.operation]?.object ?? 0
      const [expected, seen] = [compiled.value(object, move.valueAfter), native?.moves[m]?.after]
      const isSame = replayText(compiled.design, expected) === replayText(design, seen)
      if (!isSame) {
        throw new InternalError(`the native replay of ${design.name} differs at step ${i + 1}`)
      }
    })
  })
  return followed
}

/** A value, threads by number: each description of a design makes its own ids. Ids of no thread are known by their names. */
function replayText(design: Design, value: unknown): string {
  const numbers = new Map<unknown, string>(design.threads.map(({ id }, t) => [id, `thread ${t}`]))
  const visit = (part: unknown): unknown => {
    if (isThreadId(part)) return numbers.get(part) ?? `id ${threadIdName(part)}`
    if (Array.isArray(part)) return part.map(visit)
    if (typeof part !== 'object' || part === null) return part
    return Object.fromEntries(Reflect.ownKeys(part).map((key) => [visit(key), visit(Reflect.get(part, key))]))
  }
  return encode(visit(value), 'a replay')
}

/** The decisions are the moves that had an alternative. */
export function scheduled({ program: { ir } }: Compiled, { thread, moves }: Step): ScheduledStep {
  const decisions = moves.flatMap((move) => {
    if (move.kind === 'choice') return (ir.threads[thread]?.next[move.local]?.length ?? 0) > 1 ? [move.option] : []
    if (move.kind === 'skip') return []
    const start = ir.operations[move.operation]?.outcome[move.valueBefore] ?? -1
    return (ir.outcomes[start] ?? 0) > 1 ? [move.outcome] : []
  })
  return { thread, decisions }
}

/** What is wrong in the last state, said natively. */
function explained(
  kind: 'deadlock' | 'failure' | 'property',
  property: PropertyDeclaration | undefined,
  { trace, run }: Followed,
): Required<Pick<Violation, 'message' | 'trace'>> & Pick<Violation, 'observed'> {
  const last = trace.steps.at(-1)
  if (kind === 'failure') {
    refuseMistake(run, trace)
    if (last?.failure === undefined) throw new InternalError('a failing step did not fail in its native replay')
    return { message: `${last.thread}: ${last.failure}`, trace }
  }
  if (kind === 'property' && property !== undefined)
    return { message: propertyMessage(property, run), observed: observedBy(property, run), trace }
  const stuck = stuckThreads(run)
  if (stuck.length === 0 || stuck.some(({ waitsAt }) => waitsAt.length === 0))
    throw new InternalError('a deadlock could go on in its native replay')
  const who = stuck.map(
    ({ thread, waitsAt, waitsFor }) =>
      `${thread} at ${waitsAt.join(' or ')}${waitsFor.length === 0 ? '' : ` for ${waitsFor.join(', ')}`}`,
  )
  return {
    message: `${stuck.length === 1 ? 'a thread waits' : `${stuck.length} threads wait`} for ever: ${who.join('; ')}`,
    trace: { ...trace, stuck },
  }
}

/** @throws ModelError where a thread went wrong by a mistake of its author: that is no finding about the design. */
function refuseMistake(run: NativeRun, { steps, schedule }: Trace): void {
  for (const thread of run.design.threads.keys()) {
    const failure = run.failure(thread)
    if (failure instanceof ModelError) throw withPlace(failure, { site: steps.at(-1)?.moves.at(-1)?.site, schedule })
  }
}

function observedBy({ observes }: PropertyDeclaration, run: NativeRun): NonNullable<Violation['observed']> {
  return observes.map((declared) => ({
    name: declared.name,
    value: 'initial' in declared ? run.value(declared) : run.inside(declared),
  }))
}

function propertyMessage(property: PropertyDeclaration, run: NativeRun): string {
  const observed = property.observes.map((declared) =>
    'initial' in declared ? run.value(declared) : run.inside(declared),
  )
  try {
    if (property.holds(observed) === (property.kind !== 'never'))
      throw new InternalError(`'${property.name}' holds in the native replay of its violation`)
  } catch (error) {
    if (error instanceof InternalError) throw error
    return `'${property.name}' went wrong: ${error instanceof Error ? error.message : String(error)}`
  }
  return property.kind === 'never' ? `'${property.name}' must never be` : `'${property.name}' does not hold`
}
