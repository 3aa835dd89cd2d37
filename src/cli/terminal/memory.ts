import { totalmem } from 'node:os'

/** What the process may have: the memory of the machine, or of its container. */
export function availableBytes(): number {
  const constrained = process.constrainedMemory()
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem()
}
