import { collectGarbage } from '../../check/heap.ts'
import type { Memory } from '../../tasks/meter.ts'

/** What Node has resident before there is anything of ours: no limit is meant for that. */
const bytesOfNode = 60e6

/** All that is resident counts: tables of searches, heaps, compiled code, buffers. */
export const processMemory: Memory = {
  otherBytes: (storedBytes) => Math.max(0, process.memoryUsage.rss() - bytesOfNode - storedBytes),
  collect: collectGarbage,
}
