import { setImmediate } from 'node:timers/promises'

/** What the files left to happen later may happen now, timers too, and go wrong. */
export async function turn(): Promise<void> {
  await setImmediate()
  await setImmediate()
}
