import type { Design } from '../protocol/design.ts'
import type { Automaton } from './automaton.ts'
import type { Operations } from './operations.ts'
import type { CompiledThread } from './thread-tables.ts'

/** What images of alike threads are made from. */
export type SymmetrySource = {
  readonly design: Design
  readonly automata: readonly Automaton[]
  readonly operations: Operations
  readonly threads: readonly CompiledThread[]
  /** Whether values, answers and local states may be added, since not all are known. */
  readonly isOpen: boolean
}
