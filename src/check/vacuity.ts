import type { Coverage } from '../explorer/coverage.ts'
import type { Compiled } from '../model/compile/compile.ts'
import { type Ir, Pending } from '../model/ir.ts'
import type { ReductionKind } from './reduction.ts'

/** What a clean search never exercised: a verdict may be empty there. */
export function vacuityWarnings(compiled: Compiled, coverage: Coverage, reduction: ReductionKind): readonly string[] {
  const { ir } = compiled.program
  // stubborn sets keep every local state that can be reached, but not whether somebody ever waits there
  if (reduction === 'stubborn' || reduction === 'all') return regionsNeverEntered(ir, coverage)
  const uses = operationUses(compiled, coverage)
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

/** What became of each method of each object, over all threads and arguments: `mutex.acquire`. */
function operationUses(compiled: Compiled, coverage: Coverage): ReadonlyMap<string, Use> {
  const { ir } = compiled.program
  const uses = new Map<string, Use>()
  ir.threads.forEach(({ pending, operation }, t) => {
    pending.forEach((kind, l) => {
      const table = ir.operations[operation[l] ?? -1]
      if (kind !== Pending.operation || table === undefined || !coverage.isMet(t, l)) return
      const name = table.label.replace(/\[[^\]]*\]/, '').replace(/\(.*$/s, '')
      const use = uses.get(name) ?? { canWait: false, waited: false, answers: new Set() }
      uses.set(name, use)
      use.canWait ||= table.outcome.some((start) => ir.outcomes[start] === 0)
      use.waited ||= coverage.wasBlocked(t, l)
      for (const answer of coverage.answers(t, l))
        use.answers.add(answer < 0 ? 'failed' : compiled.answer(operation[l] ?? 0, answer))
    })
  })
  return uses
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
