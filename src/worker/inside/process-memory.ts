import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Memory } from '../../tasks/meter.ts'

/** What Node has resident before there is anything of ours: no limit is meant for that. */
const bytesOfNode = 60e6

/** All that is resident counts: tables of searches, heaps, compiled code, buffers. */
export const processMemory: Memory = {
  otherBytes: (storedBytes) => Math.max(0, process.memoryUsage.rss() - bytesOfNode - storedBytes),
  collect: () => {
    setFlagsFromString('--expose-gc')
    const collectGarbage: () => void = runInNewContext('gc') // of a context that is made now, so it has it
    collectGarbage()
  },
}
