import { at } from '../../errors/at.ts'
import type { UnpackedState } from '../../explorer/states/layout.ts'
import { initialState } from '../../explorer/states/layout.ts'
import { By } from '../../explorer/steps/by.ts'
import { StepWalker } from '../../explorer/steps/step-walker.ts'
import { type Compiled, compile } from '../../model/compile/compile.ts'
import type { ThreadIndex } from '../../model/ir.ts'
import type { System } from '../../model/language/system.ts'
import { withoutSites } from '../../model/protocol/site.ts'
import { withPoison } from '../../model/run/poison.ts'
import { show } from '../../model/values/encode.ts'
import { isThreadId, threadIdName } from '../../model/values/thread-id.ts'

/** What a thread has been answered so far, one text a call. */
export type Answers = readonly string[]
/** In place of an answer: the call went wrong, and the thread has ended. */
export const failed = 'fails'

export type MachineStep = {
  readonly thread: ThreadIndex
  readonly state: UnpackedState
  /** A step that nobody owes saves nobody who waits. */
  readonly isOwed: boolean
}

/** Threads that make calls, step by step: states, steps, and what each local state has been answered. */
export class CallMachine {
  readonly compiled: Compiled
  readonly #walker: StepWalker
  readonly #answers: Answers[][]

  constructor(system: System) {
    this.compiled = withoutSites(() => compile(system.build(), { minimise: false }))
    this.#walker = new StepWalker(this.compiled.program, undefined, false)
    this.#answers = this.compiled.program.ir.threads.map(() => [])
  }

  get threads(): number {
    return this.#answers.length
  }

  start(): UnpackedState {
    return initialState(this.compiled.program.ir)
  }

  steps(state: UnpackedState): readonly MachineStep[] {
    const found: MachineStep[] = []
    withPoison(() => {
      for (let thread = 0; thread < this.threads; thread++) {
        const local = at(state.locals, thread, 'threads')
        if (this.hasEnded(thread, local)) continue
        this.#walker.values.set(state.values)
        this.#walker.walk(thread, local, (target) => {
          const after = { values: [...this.#walker.values], locals: state.locals.with(thread, target) }
          found.push({ thread, state: after, isOwed: (this.#walker.by & By.voluntary) === 0 })
        })
      }
    })
    return found
  }

  /** Whether the thread has made all its calls, or has failed. */
  hasEnded(thread: ThreadIndex, local: number): boolean {
    const { pending, procs } = this.compiled.arrival(thread, local)
    return pending.kind === 'failed' || (pending.kind === 'step' && procs.length === 0) // each call is a proc
  }

  answers(thread: ThreadIndex, local: number): Answers {
    const row = at(this.#answers, thread, 'threads')
    row[local] ??= this.#answersAt(thread, local)
    return row[local]
  }

  #answersAt(thread: ThreadIndex, local: number): Answers {
    const { pending, history } = this.compiled.arrival(thread, local)
    const answers = (history[0]?.answers ?? []).map(answerText)
    return pending.kind === 'failed' ? [...answers, failed] : answers
  }
}

/** Equal for equal answers of two machines: threads count by their names. */
function answerText(answer: unknown): string {
  return answer === undefined ? '' : show(named(answer))
}

function named(value: unknown): unknown {
  if (isThreadId(value)) return `thread ${threadIdName(value)}`
  if (Array.isArray(value)) return value.map(named)
  if (typeof value !== 'object' || value === null) return value
  const entries = Reflect.ownKeys(value).map((key): readonly [string, unknown] => [
    isThreadId(key) ? `thread ${threadIdName(key)}` : String(key),
    named(Reflect.get(value, key)),
  ])
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)))
}
