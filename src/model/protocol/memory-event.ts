import type { ObjectDeclaration } from './declarations.ts'

/** What a step of memory did with the writes of a cell, for people who follow a run. Values are those of the cell. */
export type MemoryEvent =
  | {
      readonly kind: 'access'
      readonly cell: ObjectDeclaration
      /** What it read. */
      readonly read?: { readonly value: unknown }
      readonly written?: { readonly value: unknown }
      /** How many writes come after the one that it read, and after its own, in the order of the cell. */
      readonly newer: number
      /** What it read, or wrote, waits in the buffer of its thread. */
      readonly isBuffered: boolean
    }
  /** The oldest store to the cell that waits in a buffer becomes visible. */
  | { readonly kind: 'becomes visible'; readonly cell: ObjectDeclaration }
