import type { Coverage } from '../explorer/coverage.ts'
import type { Compiled } from '../model/compile/compile.ts'
import { type Ir, type LocalId, type OperationId, Pending, type ThreadId, UNKNOWN } from '../model/ir.ts'
import { type OperationRequest, rowOf } from '../model/protocol/design.ts'
import { withoutEffect } from './unchanged.ts'

/**
 * What a clean search never exercised: a verdict may be empty there. Stubborn sets keep every local state that can be reached, but not whether somebody
 * ever waits there: after them only that is said to have never happened of which `mayHappen` knows that it cannot.
 */
export function vacuityWarnings(
  compiled: Compiled,
  coverage: Coverage,
  mayHappen: Coverage | undefined,
): readonly string[] {
  const { ir } = compiled.program
  const uses = operationUses(compiled, coverage, mayHappen)
  return [
    ...regionsNeverEntered(ir, coverage),
    ...waitsThatNeverWait(ir, uses),
    ...answersThatNeverDiffer(uses),
    ...withoutEffect(compiled),
  ]
}

function regionsNeverEntered(ir: Ir, coverage: Coverage): string[] {
  const entered = ir.threads.reduce(
    (bits, { regions }, t) => regions.reduce((all, inside, l) => (coverage.isMet(t, l) ? all | inside : all), bits),
    0,
  )
  return ir.regions.filter((_, region) => (entered & (1 << region)) === 0).map((name) => `no thread is ever in ${name}`)
}

type Use = {
  readonly operations: Set<OperationId>
  /** Whether one of its answers is what it is called for: it tries or tests something. */
  readonly asks: boolean
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
  forOperations(compiled.program.ir, (t, l, operation) => {
    if (!coverage.isMet(t, l)) return
    const request = compiled.request(operation)
    const use = uses.get(nameOf(request)) ?? {
      operations: new Set(),
      asks: isQuestion(request),
      waited: false,
      answers: new Set(),
    }
    uses.set(nameOf(request), use)
    use.operations.add(operation)
  })
  forOperations(compiled.program.ir, (t, l, operation) => {
    const use = uses.get(nameOf(compiled.request(operation)))
    for (const seen of [coverage, mayHappen]) {
      if (use === undefined || seen === undefined) continue
      use.waited ||= seen.wasBlocked(t, l)
      for (const answer of seen.answers(t, l))
        use.answers.add(answer < 0 ? 'failed' : compiled.answer(operation, answer))
    }
  })
  return uses
}

function nameOf({ object, method, guard }: OperationRequest): string {
  return `${rowOf(object)}.${guard === undefined ? method : 'when'}`
}

/** Cells say which of their operations ask; a method says so by its name. */
function isQuestion({ object, method }: OperationRequest): boolean {
  return object.domain === undefined ? /^(?:try|test)/i.test(method) : method === 'test' || method === 'compareAndSwap'
}

function forOperations(ir: Ir, call: (thread: ThreadId, local: LocalId, operation: OperationId) => void): void {
  for (const [t, { pending, operation }] of ir.threads.entries())
    for (const [l, kind] of pending.entries()) {
      const id = operation[l] ?? UNKNOWN
      if (kind === Pending.operation) call(t, l, id)
    }
}

function waitsThatNeverWait({ operations, outcomes }: Ir, uses: ReadonlyMap<string, Use>): string[] {
  const canWait = (id: OperationId): boolean =>
    operations[id]?.outcome.some((start) => start !== UNKNOWN && outcomes[start] === 0) === true
  return [...uses]
    .filter(([, use]) => !use.waited && [...use.operations].some(canWait))
    .map(([name]) => `${name} never waits`)
}

/** Of operations that try or test: with one answer only, half of the code after them is never reached. */
function answersThatNeverDiffer(uses: ReadonlyMap<string, Use>): string[] {
  return [...uses]
    .filter(([, { asks, answers }]) => asks && answers.size === 1)
    .flatMap(([name, { answers }]) =>
      [...answers].filter((answer) => typeof answer === 'boolean').map((answer) => `${name} always answers ${answer}`),
    )
}
