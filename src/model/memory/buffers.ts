/**
 * Memory with store buffers. *tso*: a queue a thread (Owens, Sarkar, Sewell: A better x86 memory model: x86-TSO, TPHOLs 2009). *pso*: a queue a thread
 * and cell, as SPARC has it, with barriers between. Plain cells are cells like others, beside what a reader must see of them: the value that
 * was stored last. Who does not see it was not protected.
 *
 *     memory, by cell | by plain cell | what was last stored, by plain cell | entries, by thread | entries of thread 0, oldest first; …
 *     entry    cell, value; of a barrier: BARRIER, 0
 */
import { isRelease, type Order } from '../protocol/orders.ts'
import { type Access, KEEPS, type Machine, type Settled, type Size, WAITS, type Way, type Words } from './machine.ts'

const BARRIER = -1

export type BufferRules = {
  readonly kind: 'tso' | 'pso'
  /** Entries that a thread has room for, barriers among them. */
  readonly room: number
  /** A relaxed update of another cell waits for what a barrier holds back. Tests take it away. */
  readonly updatesHeedBarriers?: boolean
}

export function buffers(size: Size, rules: BufferRules): Machine {
  const at = { rules, cells: size.cells.length, plains: size.plains.length }
  return {
    initial: [...size.cells, ...size.plains, ...size.plains, ...new Array<number>(size.threads).fill(0)],
    ways: (state, thread, access) => waysOf({ ...at, threads: size.threads, state, thread }, access),
    settles: (state, thread) => settles({ ...at, threads: size.threads, state, thread }),
    newest: (state, cell) => newest({ ...at, state }, cell),
  }
}

/** What will be in memory last: of a plain cell what was stored last. */
function newest({ cells, plains, state }: Pick<At, 'cells' | 'plains' | 'state'>, cell: number): number {
  return state[cell < cells ? cell : cell + plains] as number
}

/** A thread at a state. */
type At = {
  readonly rules: BufferRules
  readonly cells: number
  readonly plains: number
  readonly threads: number
  readonly state: Words
  readonly thread: number
}

type Entry = readonly [cell: number, value: number]

function waysOf(at: At, access: Access): Way[] {
  switch (access.kind) {
    case 'load': {
      const read = seen(at, access.cell)
      const isBuffered = hasStored(at, access.cell)
      return access.takes?.(read) === false ? [] : [{ kind: 'done', state: at.state, read, isBuffered }]
    }
    case 'store':
      if (access.order === 'seq_cst') return whenEmpty(at, () => withMemory(at, access.cell, access.value))
      return [pushed(at, [...barrierOf(at, access.order), [access.cell, access.value]])]
    case 'update':
      return updates(at, access)
    case 'fence':
      if (access.order === 'seq_cst') return whenEmpty(at, () => at.state)
      return [pushed(at, barrierOf(at, access.order))]
    case 'synchronize':
      return whenEmpty(at, () => at.state)
    case 'plain load':
    case 'plain store':
      return [plainAccess(at, access)]
  }
}

function plainAccess(at: At, access: Access & { kind: 'plain load' | 'plain store' }): Way {
  const cell = at.cells + access.cell
  const last = cell + at.plains
  const read = seen(at, cell)
  const isLoad = access.kind === 'plain load'
  if (read !== at.state[last]) return { kind: 'race', with: 'a write', ...(isLoad && { read }) }
  if (isLoad) return { kind: 'done', state: at.state, read, isBuffered: hasStored(at, cell) }
  return pushed({ ...at, state: at.state.with(last, access.value) }, [[cell, access.value]])
}

function updates(at: At, { cell, order, effect }: Access & { kind: 'update' }): Way[] {
  const entries = entriesOf(at)
  const waits =
    at.rules.kind === 'tso' || isRelease(order)
      ? entries.length > 0
      : entries.some(([of]) => of === cell || (of === BARRIER && at.rules.updatesHeedBarriers !== false))
  if (waits) return []
  const read = at.state[cell] as number
  const written = effect(read)
  if (written === WAITS) return []
  return [{ kind: 'done', state: written === KEEPS ? at.state : withMemory(at, cell, written), read }]
}

/** The youngest store of its own, else what is in memory. */
function seen(at: At, cell: number): number {
  return entriesOf(at).findLast(([of]) => of === cell)?.[1] ?? (at.state[cell] as number)
}

function hasStored(at: At, cell: number): boolean {
  return entriesOf(at).some(([of]) => of === cell)
}

function whenEmpty(at: At, state: () => Words): Way[] {
  return entriesOf(at).length > 0 ? [] : [{ kind: 'done', state: state() }]
}

function withMemory({ state }: At, cell: number, value: number): Words {
  return state.with(cell, value)
}

/** What a releasing access puts before itself; in vain where nothing would be held back. */
function barrierOf(at: At, order: Order): Entry[] {
  const last = entriesOf(at).at(-1)
  const isNeeded = at.rules.kind === 'pso' && (order === 'release' || order === 'acq_rel')
  return isNeeded && last !== undefined && last[0] !== BARRIER ? [[BARRIER, 0]] : []
}

function pushed(at: At, added: readonly Entry[]): Way {
  const entries = [...entriesOf(at), ...added]
  if (entries.length > at.rules.room) return { kind: 'full' }
  return { kind: 'done', state: withEntries(at, entries), isBuffered: true }
}

function settles(at: At): Settled[] {
  const entries = entriesOf(at)
  const barrier = entries.findIndex(([cell]) => cell === BARRIER)
  const free = entries.slice(0, barrier < 0 ? entries.length : barrier)
  const candidates = at.rules.kind === 'tso' ? free.slice(0, 1) : free.filter((entry, i) => isFirstOf(free, entry, i))
  return candidates.map((entry) => {
    const left = entries.filter((other) => other !== entry)
    const rest = left[0]?.[0] === BARRIER ? left.slice(1) : left
    return { state: withEntries({ ...at, state: withMemory(at, ...entry) }, rest), cell: entry[0] }
  })
}

function isFirstOf(entries: readonly Entry[], [cell]: Entry, i: number): boolean {
  return entries.findIndex(([of]) => of === cell) === i
}

function entriesOf({ cells, plains, threads, state, thread }: Omit<At, 'rules'>): Entry[] {
  const counts = cells + 2 * plains
  let start = counts + threads
  for (let other = 0; other < thread; other++) start += 2 * (state[counts + other] as number)
  const length = state[counts + thread] as number
  return Array.from({ length }, (_, i) => [state[start + 2 * i] as number, state[start + 2 * i + 1] as number])
}

function withEntries(at: At, entries: readonly Entry[]): Words {
  const { cells, plains, threads, state, thread } = at
  const counts = cells + 2 * plains
  const all = Array.from({ length: threads }, (_, other) =>
    other === thread ? entries : entriesOf({ ...at, thread: other }),
  )
  return [...state.slice(0, counts), ...all.map(({ length }) => length), ...all.flat(2)]
}

/** What a thread has stored and others do not see, oldest first. */
export function pendingStores(
  { cells, plains, threads }: Size,
  state: Words,
  thread: number,
): (Readonly<Record<'cell' | 'value', number>> | 'barrier')[] {
  const place = { cells: cells.length, plains: plains.length, threads, state, thread }
  return entriesOf(place).map(([cell, value]) => (cell === BARRIER ? 'barrier' : { cell, value }))
}
