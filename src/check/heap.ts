/** The heap of V8, where the host has one and tells of it. */
import type { Memory } from '../tasks/meter.ts'

/** What V8 lets lie before it collects: not counted. */
const allowance = 1 << 25

/** Of the size at which V8 ends the process without a word. */
const mostOfHeap = 0.7

const modules = typeof process === 'undefined' ? undefined : process.getBuiltinModule

/** What the heap of this thread grows by from now on; and more than there is where V8 would soon be out of memory, whatever the limit. */
export function heapMemory(): Memory | undefined {
  if (modules === undefined) return undefined
  const most = mostOfHeap * modules('node:v8').getHeapStatistics().heap_size_limit
  const { memoryUsage } = process
  const atStart = memoryUsage().heapUsed
  const otherBytes = (): number => {
    const { heapUsed } = memoryUsage()
    return heapUsed > most ? Number.POSITIVE_INFINITY : Math.max(0, heapUsed - atStart - allowance)
  }
  return { otherBytes, collect: collectGarbage }
}

export function collectGarbage(): void {
  if (modules === undefined) return
  modules('node:v8').setFlagsFromString('--expose-gc')
  const collect: () => void = modules('node:vm').runInNewContext('gc') // of a context that is made now, so it has it
  collect()
}
