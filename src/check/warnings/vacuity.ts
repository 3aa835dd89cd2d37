import { at } from '../../errors/at.ts'
import type { Coverage } from '../../explorer/steps/coverage.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import {
  type Ir,
  type LocalId,
  type OperationId,
  type Program,
  type PropertyId,
  type ThreadIndex,
  UNKNOWN,
} from '../../model/ir.ts'
import type { ObjectDeclaration } from '../../model/protocol/declarations.ts'
import type { OperationRequest } from '../../model/protocol/design.ts'
import { methodName } from '../../model/protocol/names.ts'
import { outcomesOf } from '../../model/run/perform.ts'
import type { WarningOf } from '../../verdict/warning.ts'
import { withoutEffect } from './unchanged.ts'

const mostValues = 500

/**
 * What a clean search never exercised: a verdict may be empty there. Stubborn sets keep every local state that can be reached, but not whether somebody
 * ever waits there: after them only that is said to have never happened of which `mayHappen` knows that it cannot.
 */
export function vacuityWarnings(
  compiled: Compiled,
  coverage: Coverage,
  mayHappen: Coverage | undefined,
): readonly WarningOf[] {
  const { program } = compiled
  const uses = operationUses(compiled, coverage, mayHappen)
  return [
    ...regionsNeverEntered(program, coverage),
    ...waitsThatNeverWait(program.ir, uses),
    ...answersThatNeverDiffer(compiled, uses),
    ...withoutEffect(compiled),
  ]
}

function regionsNeverEntered(program: Program, coverage: Coverage): WarningOf[] {
  const { ir } = program
  const entered = ir.threads.reduce(
    (bits, { regions }, t) => regions.reduce((all, inside, l) => (coverage.isMet(t, l) ? all | inside : all), bits),
    0,
  )
  return ir.regions
    .filter((_, region) => (entered & (1 << region)) === 0 && !isForbidden(program, region))
    .map((region) => ({ kind: 'region never entered', region }))
}

/** Whether some property is violated by whoever is in there, whatever else there is: then it is not empty for want of a case. */
function isForbidden({ ir, unknowns }: Program, region: number): boolean {
  const isViolated = (property: PropertyId, thread: ThreadIndex): boolean => {
    try {
      return !unknowns.evaluate(property, [1 << thread])
    } catch {
      return false // it was not made for a state that there is not
    }
  }
  return ir.properties.some(({ kind, observes: [of, ...others] }, p) => {
    if (kind === 'reachable' || of?.kind !== 'region' || of.region !== region || others.length > 0) return false
    return ir.threads.every((_, t) => isViolated(p, t))
  })
}

/** Of one method, of a cell or row or object. */
type Use = {
  readonly operations: Map<OperationId, OperationRequest>
  waited: boolean
  readonly answers: Set<unknown>
}

/** What became of each method of each object that was performed, over all threads and arguments: `mutex.acquire`. */
function operationUses(
  compiled: Compiled,
  coverage: Coverage,
  mayHappen: Coverage | undefined,
): ReadonlyMap<string, Use> {
  const uses = new Map<string, Use>()
  forOperations(compiled, (t, l, request, operation) => {
    if (!coverage.isMet(t, l) || request.object.refines !== undefined) return // that is no object of the author's
    const name = methodName(request)
    const use = uses.get(name) ?? { operations: new Map(), waited: false, answers: new Set() }
    uses.set(name, use)
    use.operations.set(operation, request)
  })
  forOperations(compiled, (t, l, request, operation) => {
    const use = uses.get(methodName(request))
    for (const seen of [coverage, mayHappen]) {
      if (use === undefined || seen === undefined) continue
      use.waited ||= seen.wasBlocked(t, l)
      for (const answer of seen.answers(t, l))
        use.answers.add(answer < 0 ? 'failed' : compiled.answer(operation, answer))
    }
  })
  return uses
}

function forOperations(
  { program, arrival }: Compiled,
  call: (thread: ThreadIndex, local: LocalId, request: OperationRequest, operation: OperationId) => void,
): void {
  for (const [t, { operation }] of program.ir.threads.entries())
    for (const [l, id] of operation.entries()) {
      const { pending } = arrival(t, l)
      if (pending.kind === 'operation') call(t, l, pending.request, id)
    }
}

function waitsThatNeverWait({ operations, outcomes }: Ir, uses: ReadonlyMap<string, Use>): WarningOf[] {
  const canWait = (id: OperationId): boolean =>
    operations[id]?.outcome.some((start) => start !== UNKNOWN && outcomes[start] === 0) === true
  return [...uses]
    .filter(([, use]) => !use.waited && [...use.operations.keys()].some(canWait))
    .map(([operation]) => ({ kind: 'never waits', operation }))
}

/** Of operations that answer yes or no: with one answer only, half of the code after them is never reached. */
function answersThatNeverDiffer(compiled: Compiled, uses: ReadonlyMap<string, Use>): WarningOf[] {
  return [...uses].flatMap(([operation, { operations, answers }]) => {
    const [answer] = answers
    if (typeof answer !== 'boolean' || answers.size > 1) return []
    return isQuestion(compiled, operations, !answer) ? [{ kind: 'always answers', operation, answer }] : []
  })
}

/**
 * Of a cell, what tests it. Of an object, what would have answered the other thing at some value that the object has had; not what only reads, which
 * may be read for a claim that is to hold always.
 */
function isQuestion(compiled: Compiled, operations: Use['operations'], other: boolean): boolean {
  return [...operations.values()].some((request) => {
    const { object, method, guard, isReadOnly } = request
    if (object.domain !== undefined) return guard === undefined && (method === 'test' || method === 'compareAndSwap')
    if (isReadOnly) return false
    return someValues(compiled, object).some((value) =>
      outcomesOf(request, value).some((it) => 'answer' in it && it.answer === other),
    )
  })
}

/** The first ones of an object that has very many. */
function someValues({ design, program, value }: Compiled, object: ObjectDeclaration): unknown[] {
  const id = design.objects.indexOf(object)
  const count = Math.min(mostValues, at(program.ir.objects, id, 'objects').valueCount)
  return Array.from({ length: count }, (_, v) => value(id, v))
}
