/** All programs of a lock, the smallest first: what shrinking tries, so that the program that it ends with is a smallest one. */

import type { ClientProgram } from '../../model/locks/client-program.ts'
import type { Lock } from '../../model/locks/lock.ts'
import { areTogether } from '../../model/locks/together.ts'
import { openAfter } from '../../model/locks/well-behaved.ts'
import { program } from './program.ts'

export type Kind = {
  /** Threads of well-behaved clients only, that leave what they enter. */
  readonly isWellBehaved: boolean
  readonly threads: number
  readonly depth: number
}

export class SmallPrograms<Call extends string, Section extends string> {
  readonly #lock: Lock<Call, Section>
  readonly #kind: Kind
  readonly #calls: readonly Call[]
  /** By length: all threads with so many calls. */
  readonly #threads: (readonly (readonly Call[])[])[] = []

  constructor(lock: Lock<Call, Section>, kind: Kind) {
    this.#lock = lock
    this.#kind = kind
    this.#calls = Object.keys(lock.calls) as Call[] // the keys are the calls
  }

  /** Programs with fewer than `size` calls in all; of those of one size first the ones of many threads. */
  *below(size: number): Generator<ClientProgram<Call>> {
    for (let total = 1; total < size; total++)
      for (let threads = Math.min(total, this.#kind.threads); threads >= 1; threads--)
        for (const lengths of partitions(total, threads, 1))
          for (const chosen of this.#chosen(lengths, 0)) if (this.#isMeant(chosen)) yield program(chosen)
  }

  #isMeant(chosen: readonly (readonly Call[])[]): boolean {
    return !this.#kind.isWellBehaved || areTogether(this.#lock, chosen)
  }

  /** One thread for each length; among those of one length, never an earlier one after a later one. */
  *#chosen(lengths: readonly number[], from: number): Generator<(readonly Call[])[]> {
    const [length, ...rest] = lengths
    if (length === undefined) return yield []
    const threads = this.#ofLength(length)
    for (let index = from; index < threads.length; index++)
      for (const others of this.#chosen(rest, rest[0] === length ? index : 0))
        yield [threads[index] as readonly Call[], ...others] // within its length
  }

  #ofLength(length: number): readonly (readonly Call[])[] {
    this.#threads[length] ??= this.#kind.isWellBehaved ? [...this.#wellBehaved(length, [])] : [...this.#any(length)]
    return this.#threads[length]
  }

  *#any(length: number): Generator<Call[]> {
    if (length === 0) yield []
    else for (const call of this.#calls) for (const rest of this.#any(length - 1)) yield [call, ...rest]
  }

  *#wellBehaved(length: number, open: readonly Section[]): Generator<Call[]> {
    if (length === 0 && open.length === 0) yield []
    if (length <= 0 || open.length > length) return
    for (const call of this.#calls) {
      const after = openAfter(this.#lock, open, call, this.#kind.depth)
      if (after === undefined) continue
      for (const rest of this.#wellBehaved(length - 1, after)) yield [call, ...rest]
    }
  }
}

/** The ways to write `total` as a sum of so many numbers from `least` on, in ascending order. */
function* partitions(total: number, parts: number, least: number): Generator<number[]> {
  if (parts === 1) {
    if (total >= least) yield [total]
    return
  }
  for (let first = least; first * parts <= total; first++)
    for (const rest of partitions(total - first, parts - 1, first)) yield [first, ...rest]
}
