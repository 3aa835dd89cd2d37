import type { Coverage } from '../explorer/coverage.ts'
import type { Compiled } from '../model/compile/compile.ts'
import { type Ir, type LocalId, type OperationId, Pending, type ThreadId, UNKNOWN } from '../model/ir.ts'

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
  return [...regionsNeverEntered(ir, coverage), ...waitsThatNeverWait(ir, uses), ...answersThatNeverDiffer(uses)]
}

function regionsNeverEntered(ir: Ir, coverage: Coverage): string[] {
  const entered = ir.threads.reduce(
    (bits, { regions }, t) => regions.reduce((all, inside, l) => (coverage.isMet(t, l) ? all | inside : all), bits),
    0,
  )
  return ir.regions.filter((_, region) => (entered & (1 << region)) === 0).map((name) => `no thread is ever in ${name}`)
}

type Use = { readonly operations: Set<OperationId>; waited: boolean; readonly answers: Set<unknown> }

/** What became of each method of each object that was performed, over all threads and arguments: `mutex.acquire`. */
function operationUses(
  compiled: Compiled,
  coverage: Coverage,
  mayHappen: Coverage | undefined,
): ReadonlyMap<string, Use> {
  const uses = new Map<string, Use>()
  forOperations(compiled.program.ir, (t, l, name, operation) => {
    if (!coverage.isMet(t, l)) return
    const use = uses.get(name) ?? { operations: new Set(), waited: false, answers: new Set() }
    uses.set(name, use)
    use.operations.add(operation)
  })
  forOperations(compiled.program.ir, (t, l, name, operation) => {
    const use = uses.get(name)
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
  ir: Ir,
  call: (thread: ThreadId, local: LocalId, name: string, operation: OperationId) => void,
): void {
  for (const [t, { pending, operation }] of ir.threads.entries())
    for (const [l, kind] of pending.entries()) {
      const id = operation[l] ?? UNKNOWN
      const table = ir.operations[id]
      if (kind !== Pending.operation || table === undefined) continue
      const name = table.label.replace(/\[[^\]]*\]/, '').replace(/\(.*$/s, '')
      call(t, l, name, id)
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
    .filter(([name, { answers }]) => /\.(?:try|test|compareAndSwap)/i.test(name) && answers.size === 1)
    .flatMap(([name, { answers }]) =>
      [...answers].filter((answer) => typeof answer === 'boolean').map((answer) => `${name} always answers ${answer}`),
    )
}
