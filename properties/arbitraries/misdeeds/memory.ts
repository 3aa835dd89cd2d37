import { type Steps, step, type ThreadId, type Tools } from 'lockproof'
import type { World } from '../world.ts'

/** What JavaScript has for remembering. */
export class Memory {
  owner: unknown = null
  count = 0
  readonly fields: Record<string, unknown> = { token: 1 }
  readonly list: unknown[] = []
  readonly stack: number[] = [0, 1, 2]
  readonly map: Map<string, unknown> = new Map()
  readonly set: Set<unknown> = new Set()
  readonly numbers: Iterator<number, unknown> = [0, 1, 2, 3][Symbol.iterator]()

  claim(who: unknown): void {
    this.owner = who
  }
}

/** `memory` is as old as the description, or older. */
export type Given = { readonly tools: Tools; readonly world: World; readonly memory: Memory; readonly v: number }
export type Body = (me: ThreadId) => Steps<boolean>
/** Answers true when it has met what a table would have to know. */
export type Misdeed = (given: Given) => Body

/** Of a design whose predicates misbehave. */
export function* innocently(): Steps<boolean> {
  yield* step('local')
  return false
}
