/** The heap of V8, where the host has one and tells of it. */
import type { Memory } from '../tasks/meter.ts'

/** What V8 lets lie before it collects: not counted. */
const allowance = 1 << 25

/**
 * Of the old generation. Where four fifths of it are in use and little but collecting goes on, V8 ends the process, and collections that were asked for
 * count: so each must be asked for below.
 */
const mostOfHeap = 0.7
/** What a limit of the heap has for the young generation, beside the old one. */
const youngBytes = 48 << 20
/** A collection that leaves less than this share free is soon followed by the next, for nothing. */
const leastFree = 1 / 8

const modules = typeof process === 'undefined' ? undefined : process.getBuiltinModule

/** What the heap of this thread grows by from now on; and more than there is where V8 would soon be out of memory, whatever the limit. */
export function heapMemory(): Memory | undefined {
  if (modules === undefined) return undefined
  const most = mostOfHeap * (modules('node:v8').getHeapStatistics().heap_size_limit - youngBytes)
  const { memoryUsage } = process
  const atStart = memoryUsage().heapUsed
  let isFull = false
  const otherBytes = (): number => {
    const { heapUsed } = memoryUsage()
    return isFull || heapUsed > most ? Number.POSITIVE_INFINITY : Math.max(0, heapUsed - atStart - allowance)
  }
  const collect = (): void => {
    collectGarbage()
    isFull = memoryUsage().heapUsed > (1 - leastFree) * most
  }
  return { otherBytes, collect }
}

/** From here on a reservation is worth a collection. */
const muchReserved = 2 ** 32

/**
 * Large tables reserve what they may ever need, and until V8 collects them the process has that. With twice as much as the machine has, Linux begins no
 * process from it.
 */
export function letGo(): void {
  const isMuch = (): boolean => modules !== undefined && process.memoryUsage().arrayBuffers > muchReserved
  if (isMuch()) collectGarbage()
  if (isMuch()) collectGarbage() // V8 frees what it found in another thread, and is done with it before it begins anew
}

export function collectGarbage(): void {
  if (modules === undefined) return
  modules('node:v8').setFlagsFromString('--expose-gc')
  const collect: () => void = modules('node:vm').runInNewContext('gc') // of a context that is made now, so it has it
  collect()
}
