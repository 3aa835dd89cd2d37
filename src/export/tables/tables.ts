import { at } from '../../errors/at.ts'
import { Mark, type Program, type PropertyId, type ThreadIndex } from '../../model/ir.ts'
import type { Words } from '../words/words.ts'
import { type FormulaWords, formulaOf } from './formula.ts'

/** Closed tables, and how what they are about is said. */
export type Tables = {
  readonly program: Program
  /** The system, with its parameters. */
  readonly title: string
  readonly words: Omit<Words, 'label'>
  /** What is asked of the system and not in its tables. */
  readonly notAsked: readonly string[]
}

/** A text in another format, piece by piece; `notes` say what is not in it. */
export type Written = { readonly pieces: Iterable<string>; readonly notes: readonly string[] }

export type Asked = {
  /** Of the invariants that can be asked. */
  readonly formulas: ReadonlyMap<PropertyId, string>
  /** What the other checker is not asked, a sentence each. */
  readonly notes: readonly string[]
}

/** What another checker is asked. */
export function askedOf({ program, notAsked }: Tables, words: FormulaWords): Asked {
  const formulas = new Map<PropertyId, string>()
  const notes: string[] = []
  for (const [property, { name, kind }] of program.ir.properties.entries()) {
    const formula = kind === 'invariant' ? formulaOf(program, property, words) : undefined
    if (formula !== undefined) formulas.set(property, formula)
    else if (kind === 'invariant') notes.push(`'${name}' is not asked: it observes too much`)
    else notes.push(`'${name}' is not asked: it is to be reachable`)
  }
  const mayStay = program.ir.threads.some(({ marks }) => marks.some((mark) => (mark & Mark.voluntary) !== 0))
  if (program.ir.isDeadlockViolation && (mayStay || program.ir.rests.length > 0))
    notes.push('not every deadlock is found: a thread that may step, and need not, hides it')
  return { formulas, notes: [...notes, ...notAsked] }
}

/** Whether a thread is ever in a region. */
export function isEverIn({ program }: Tables, thread: ThreadIndex, region: number): boolean {
  const { regions, stored } = at(program.ir.threads, thread, 'threads')
  return regions.some((bits, local) => stored[local] === true && ((bits >>> region) & 1) === 1)
}
