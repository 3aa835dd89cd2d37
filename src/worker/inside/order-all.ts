import { type Chosen, choose } from '../../cli/chosen/chosen.ts'
import { ModelError } from '../../errors/model-error.ts'
import { UsageError } from '../../errors/usage-error.ts'
import { type OrdersFollower, ordering } from '../../orders/needed-orders.ts'
import type { NeededOrders } from '../../verdict/needed-orders.ts'
import type { Message, OrdersOrder } from '../messages.ts'
import { chosenSystem, loadedFiles } from './loaded.ts'
import { processMemory } from './process-memory.ts'
import { turn } from './turn.ts'
import type { Work } from './work.ts'

/** One system after the other; once the end is wanted, no further one. */
export async function orderAll(order: OrdersOrder, work: Work): Promise<void> {
  const loaded = await loadedFiles(order.files, work)
  if (loaded.length === 0) return
  const { chosen, without } = choose(loaded, order)
  work.say({ is: 'chosen', systems: chosen.map(chosenSystem), without })
  for (const one of chosen) {
    if (work.board.isEndWanted) return
    work.say({ is: 'begun', system: chosenSystem(one) })
    work.next()
    work.say(outcome(one, order, work))
    await turn()
  }
}

/** An error of any kind is this system's own. */
function outcome(one: Chosen, { options }: OrdersOrder, work: Work): Message {
  try {
    const { file, exportName } = one.entry
    return {
      is: 'ordered',
      system: chosenSystem(one),
      orders: { ...found(one, options, work), file, export: exportName },
    }
  } catch (error) {
    const isOfUser = error instanceof ModelError || error instanceof UsageError
    const missing = isOfUser ? `error ${error.code}` : 'internal error'
    return { is: 'failed', failure: work.failure(error, ` in ${one.entry.name}`), missing }
  }
}

function found({ system }: Chosen, options: OrdersOrder['options'], { board }: Work): NeededOrders {
  const follower: OrdersFollower = {
    isInterrupted: () => board.isEndWanted,
    memory: processMemory,
    entered: (phase, elapsedMs) => board.entered(phase, elapsedMs),
    checking: (check) => {
      board.progress = check.progress()
    },
  }
  const task = ordering(system, options, follower)
  for (;;) {
    const slice = task.next()
    if (slice.done === true) return slice.value
  }
}
