/** The thread that runs everything of the user's: it gets one order, tells what comes of it, and says that it is done. */
import { parentPort, workerData } from 'node:worker_threads'
import { prepared } from '../../cli/files/load-file.ts'
import type { Order } from '../messages.ts'
import { checkAll } from './check-all.ts'
import { tuned } from './engine.ts'
import { listAll } from './list-all.ts'
import { replayOne } from './replay-one.ts'
import { tellStrays } from './strays.ts'
import { Work } from './work.ts'

const work = new Work(workerData as SharedArrayBuffer, (message) => parentPort?.postMessage(message)) // of `Watch`

tellStrays(work)
parentPort?.once('message', async (order: Order) => {
  try {
    if (order.isColoured) work.style = (await import('../../cli/terminal/colours.ts')).colours // seldom
    await carriedOut(order)
  } catch (error) {
    work.say({ is: 'refused', failure: work.failure(error) })
  }
  work.say({ is: 'done' })
})
await prepared()
tuned()

async function carriedOut(order: Order): Promise<void> {
  switch (order.kind) {
    case 'check':
      return checkAll(order, work)
    case 'list':
      return listAll(order, work)
    case 'replay':
      return replayOne(order, work)
    case 'write': {
      const { writeOne } = await import('./write-one.ts') // the same
      return writeOne(order, work)
    }
    case 'orders': {
      const { orderAll } = await import('./order-all.ts') // the same
      return orderAll(order, work)
    }
    case 'conform': {
      const { conformAll } = await import('./conform-all.ts') // others need not load it
      return conformAll(order, work)
    }
  }
}
