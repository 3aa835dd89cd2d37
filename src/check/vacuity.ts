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
  return [...regionsNeverEntered(ir, coverage), ...waitsThatNeverWait(uses), ...answersThatNeverDiffer(uses)]
}

function regionsNeverEntered(ir: Ir, coverage: Coverage): string[] {
  const entered = ir.threads.reduce(
    (bits, { regions }, t) => regions.reduce((all, inside, l) => (coverage.isMet(t, l) ? all | inside : all), bits),
    0,
  )
  return ir.regions.filter((_, region) => (entered & (1 << region)) === 0).map((name) => `no thread is ever in ${name}`)
}

type Use = { canWait: boolean; waited: boolean; readonly answers: Set<unknown> }

/** What became of each method of each object that was performed, over all threads and arguments: `mutex.acquire`. */
function operationUses(
  compiled: Compiled,
  coverage: Coverage,
  mayHappen: Coverage | undefined,
): ReadonlyMap<string, Use> {
  const uses = new Map<string, Use>()
  forOperations(compiled.program.ir, (t, l, name, canWait) => {
    if (!coverage.isMet(t, l)) return
    const use = uses.get(name) ?? { canWait: false, waited: false, answers: new Set() }
    uses.set(name, use)
    use.canWait ||= canWait
  })
  forOperations(compiled.program.ir, (t, l, name, _, operation) => {
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
  call: (thread: ThreadId, local: LocalId, name: string, canWait: boolean, operation: OperationId) => void,
): void {
  for (const [t, { pending, operation }] of ir.threads.entries())
    for (const [l, kind] of pending.entries()) {
      const id = operation[l] ?? UNKNOWN
      const table = ir.operations[id]
      if (kind !== Pending.operation || table === undefined) continue
      const name = table.label.replace(/\[[^\]]*\]/, '').replace(/\(.*$/s, '')
      call(
        t,
        l,
        name,
        table.outcome.some((start) => ir.outcomes[start] === 0),
        id,
      )
    }
}

function waitsThatNeverWait(uses: ReadonlyMap<string, Use>): string[] {
  return [...uses].filter(([, { canWait, waited }]) => canWait && !waited).map(([name]) => `${name} never waits`)
}

/** Of operations that try or test: with one answer only, half of the code after them is never reached. */
function answersThatNeverDiffer(uses: ReadonlyMap<string, Use>): string[] {
  return [...uses]
    .filter(([name, { answers }]) => /\.(?:try|test|compareAndSwap)/i.test(name) && answers.size === 1)
    .flatMap(([name, { answers }]) =>
      [...answers].filter((answer) => typeof answer === 'boolean').map((answer) => `${name} always answers ${answer}`),
    )
}
