import { at } from '../../errors/at.ts'
import type { NativeStep } from '../../model/run/native-run.ts'
import type { Called } from '../../model/run/thread-run.ts'
import type { RoutineCall } from '../../verdict/trace.ts'
import { asValue } from '../../verdict/value.ts'
import { orTold, type Tell } from './told.ts'

/** The routines that a run calls, as their callers write them. */
export class Calls {
  readonly #tell: Tell
  readonly #begun = new Set<Called>()

  constructor(tell: Tell) {
    this.#tell = tell
  }

  /** Those that a step is part of, in the order in which they begin, those around others first. */
  of({ moves }: NativeStep): { readonly calls?: readonly RoutineCall[] } {
    const open = moves.map(({ from }) => from.calls)
    const calls = [...new Set(open.flat())].flatMap((called): readonly RoutineCall[] => {
      const text = this.textOf(called)
      const begins = !this.#begun.has(called)
      this.#begun.add(called)
      if (text === undefined) return []
      const from = open.findIndex((those) => those.includes(called))
      const to = open.findLastIndex((those) => those.includes(called)) + 1
      return [{ text, from, to, begins, ...this.#endOf(called) }]
    })
    return calls.length === 0 ? {} : { calls }
  }

  /** Of several around each other the outermost: the one that the design calls. */
  outermost(calls: readonly Called[]): string | undefined {
    return calls.length === 0 ? undefined : this.textOf(at(calls, 0, 'calls'))
  }

  textOf({ words }: Called): string | undefined {
    return orTold(words.text, this.#tell, unknown)
  }

  #endOf({ words, left }: Called): Pick<RoutineCall, 'returns' | 'answer' | 'answerWords'> {
    if (left === undefined) return { returns: false }
    const { answer } = left
    if (answer === undefined) return { returns: true }
    const said = orTold(() => words.answers?.(answer), this.#tell, unknown)
    return { returns: true, answer: asValue(answer), ...(said === undefined ? {} : { answerWords: said }) }
  }
}

const unknown = 'what a routine is called is not known'
