import { startCheck } from '../../check/check.ts'
import { exported } from '../../export/exported.ts'
import { graphed, mostCounted } from '../../export/graphed.ts'
import type { Written } from '../../export/tables/tables.ts'
import type { System } from '../../model/language/system.ts'
import { withPoison } from '../../model/run/poison.ts'
import { Meter, Stopped } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { WriteOrder } from '../messages.ts'
import { chosenSystem, loadedOne } from './loaded.ts'
import { processMemory } from './process-memory.ts'
import { turn } from './turn.ts'
import type { Work } from './work.ts'

/** Our own clock: while a design runs, it has none. */
const nowMs = performance.now.bind(performance)
/** Characters that are told together. */
const longPiece = 1 << 16

/** The graph of a system, or its tables, in another format. */
export async function writeOne(order: WriteOrder, work: Work): Promise<void> {
  const one = await loadedOne(order, work)
  const described = chosenSystem(one)
  work.say({ is: 'chosen', systems: [described], without: '' })
  work.say({ is: 'begun', system: described })
  try {
    tell(written(one.system, order, work), work)
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
    work.say({ is: 'stopped', by: error.by })
  }
  await turn()
}

function written(system: System, { what, memoryBytes }: WriteOrder, work: Work): Written {
  const isInterrupted = (): boolean => work.board.isEndWanted
  const meter = (): Meter => new Meter({ clock: nowMs, limitBytes: memoryBytes, memory: processMemory, isInterrupted })
  if (what.is === 'tables') return toItsEnd(exported(system, what.to, meter()))
  const limits = { memoryBytes, states: Math.max(what.limitStates ?? mostCounted, mostCounted) }
  const verdict = startCheck(system, { reduction: 'auto', limits }, { isInterrupted, memory: processMemory }).verdict()
  return toItsEnd(graphed(system, { kind: what.to, verdict, limitStates: what.limitStates, meter: meter() }))
}

function toItsEnd<T>(task: Task<T>): T {
  for (;;) {
    const slice = withPoison(() => task.next())
    if (slice.done === true) return slice.value
  }
}

/** Predicates of the design are asked while the pieces are made. */
function tell({ pieces, notes }: Written, work: Work): void {
  let text = ''
  const iterator = pieces[Symbol.iterator]()
  for (let one = withPoison(() => iterator.next()); one.done !== true; one = withPoison(() => iterator.next())) {
    text += one.value
    if (text.length < longPiece) continue
    if (work.board.isEndWanted) throw new Stopped('interrupt')
    work.say({ is: 'piece', text })
    text = ''
  }
  work.say({ is: 'piece', text })
  work.say({ is: 'written', notes })
}
