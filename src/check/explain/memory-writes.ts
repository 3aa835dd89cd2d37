import type { ObjectDeclaration } from '../../model/protocol/declarations.ts'
import type { MemoryEvent } from '../../model/protocol/memory-event.ts'
import type { NativeMove } from '../../model/run/native-run.ts'
import { siteOf } from '../../verdict/site.ts'
import type { MemoryMove, MemoryWrite } from '../../verdict/trace.ts'
import { asValue } from '../../verdict/value.ts'

type Told = Pick<MemoryMove, 'reads' | 'unseen' | 'precedes' | 'makesVisible'>
type Waiting = MemoryWrite & { readonly cell: ObjectDeclaration }

/** Who has written what: the writes of each cell in its order, the initial value before them; and those that wait in buffers, the oldest first. */
export class MemoryWrites {
  readonly #done = new Map<ObjectDeclaration, MemoryWrite[]>()
  #waiting: readonly Waiting[] = []

  /** How a step of a run accesses memory. `thread`: of a buffer, the thread that it serves. */
  move({ from, before, after }: NativeMove, by: Pick<MemoryWrite, 'step' | 'thread'>): MemoryMove | undefined {
    if (from.pending.kind !== 'operation') return undefined
    const { accesses, cell, memoryEvent } = from.pending.request
    const event = memoryEvent?.(before, after)
    const kind = accesses?.kind ?? (event?.kind === 'becomes visible' ? event.kind : undefined)
    if (kind === undefined) return undefined
    const of = cell ?? event?.cell
    return {
      kind,
      ...(of === undefined ? {} : { cell: of.name }),
      ...(accesses !== undefined && 'order' in accesses ? { order: accesses.order } : {}),
      ...(event && this.#told(event, { ...by, ...(from.site === undefined ? {} : { site: siteOf(from.site) }) })),
    }
  }

  #told(event: MemoryEvent, by: Omit<MemoryWrite, 'value'>): Told {
    if (event.kind === 'becomes visible') return this.#settled(event.cell, by.thread)
    const { cell, read, written, isBuffered } = event
    const done = this.#of(cell)
    const unseen = isBuffered ? [] : [...newest(done, event.newer), ...this.#hidden(cell)]
    const precedes = written === undefined || isBuffered ? [] : newest(done, event.newer)
    if (written !== undefined) {
      const write = { ...by, value: asValue(written.value) }
      if (isBuffered) this.#waiting = [...this.#waiting, { ...write, cell }]
      else done.splice(done.length - event.newer, 0, write)
    }
    return {
      ...(read !== undefined && unseen.length > 0 ? { reads: asValue(read.value), unseen } : {}),
      ...(precedes.length > 0 ? { precedes } : {}),
    }
  }

  /** What others have stored and keep; who has stored to the cell itself, and keeps that, reads that. */
  #hidden(cell: ObjectDeclaration): readonly MemoryWrite[] {
    return this.#waiting.filter((it) => it.cell === cell).map((it) => ({ ...writeOf(it), isBuffered: true }))
  }

  #settled(cell: ObjectDeclaration, thread: string): Told {
    const settled = this.#waiting.find((it) => it.cell === cell && it.thread === thread)
    if (settled === undefined) return {}
    this.#waiting = this.#waiting.filter((it) => it !== settled)
    const write = writeOf(settled)
    this.#of(cell).push(write)
    return { makesVisible: write }
  }

  #of(cell: ObjectDeclaration): MemoryWrite[] {
    const known = this.#done.get(cell) ?? []
    this.#done.set(cell, known)
    return known
  }
}

function newest(writes: readonly MemoryWrite[], count: number): readonly MemoryWrite[] {
  return writes.slice(writes.length - count)
}

function writeOf({ cell: _, ...write }: Waiting): MemoryWrite {
  return write
}
