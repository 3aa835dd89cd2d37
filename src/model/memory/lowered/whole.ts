import type { FenceRequest, OperationRequest, Outcome } from '../../protocol/design.ts'
import { encode } from '../../values/encode.ts'
import type { MemoryCell } from './cells.ts'
import { fenceOperation, type MemoryObject, wholeKey, wholeOperation } from './requests.ts'

/** A step of memory that a run has: which operation, and what it answered, or that it failed. */
export type Taken = { readonly operation: OperationRequest; readonly answer: unknown; readonly hasFailed: boolean }

/** Memory itself, held beside a machine that does more: whether what that has done can happen. */
export class Whole {
  readonly #memory: MemoryObject
  readonly #operations = new Map<string, OperationRequest>()

  constructor(memory: MemoryObject) {
    this.#memory = memory
  }

  access(thread: number, cell: MemoryCell, request: OperationRequest): void {
    this.#add(wholeOperation(this.#memory, thread, cell, request))
  }

  fence(thread: number, request: FenceRequest): void {
    this.#add(fenceOperation(this.#memory, thread, request))
  }

  #add(operation: OperationRequest): void {
    this.#operations.set(wholeKey(operation), operation)
  }

  /** The same operations with the same answers, one after the other: of each, all states that they can lead to. */
  happens(run: readonly Taken[]): boolean {
    let states = new Map<string, unknown>([['', this.#memory.declaration.initial]])
    for (const taken of run) {
      const operation = this.#operations.get(wholeKey(taken.operation))
      if (operation === undefined) return false
      const next = [...states.values()].flatMap((state) => operation.run(state)).filter((it) => isSuch(it, taken))
      states = new Map(next.map(({ value }) => [String(value), value]))
    }
    return states.size > 0
  }
}

function isSuch(outcome: Outcome, { answer, hasFailed }: Taken): boolean {
  if ('failure' in outcome) return hasFailed
  return !hasFailed && encode(outcome.answer, 'an answer is') === encode(answer, 'an answer is')
}
