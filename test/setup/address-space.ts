import { afterAll } from 'vitest'
import { collectGarbage } from '../../src/check/heap.ts'

/** Large tables reserve what they may ever need. While a process has twice as much as the machine, none can be begun from it. */
const much = 2 ** 32

afterAll(() => {
  if (process.memoryUsage().arrayBuffers > much) collectGarbage()
})
