/** Memory that is allocated and freed: what is read after it was freed, or is another thing at the same address, is found. */
import { ModelError } from '../../errors/model-error.ts'
import { callSite } from '../protocol/site.ts'
import { show } from '../values/encode.ts'
import type { ThreadId } from '../values/thread-id.ts'
import { requireRoom } from './bounds.ts'
import { withMember, withoutMember } from './members.ts'
import { object, type SharedHandle } from './object.ts'
import { ensure, pick, waitUntil } from './recipe.ts'
import type { Operation } from './steps.ts'

/** The address of a node: it can be compared, stored and put in cells, and nothing else. */
export type Handle<N> = string & { readonly addressOf?: N }

type Field = string | number | boolean | null | ThreadId
type Node<N> = { readonly [F in keyof N]: Field }

/** What is allocated, by address, and the addresses of what was freed and not allocated again. */
export type Memory<N> = { readonly live: Readonly<Record<string, N>>; readonly freed: readonly string[] }

/** Each call is one atomic step on one field, and fails at `null` and at what was freed. */
export type Heap<N> = SharedHandle<Memory<N>> & {
  /** All addresses, for cells that hold one: `cell([null, ...nodes.handles])`. */
  readonly handles: readonly Handle<N>[]
  /** A node with these fields, at an address where there is none: one that never was used, or any that was freed. */
  allocate(node: N): Operation<Handle<N>>
  /** Fails, too, where it was freed before. */
  free(at: Handle<N> | null): Operation
  /** Answers the field. */
  load<F extends keyof N & string>(at: Handle<N> | null, field: F): Operation<N[F]>
  /** Stores into the field. */
  store<F extends keyof N & string>(at: Handle<N> | null, field: F, value: NoInfer<N[F]>): Operation
  /** Stores and answers the old value. */
  exchange<F extends keyof N & string>(at: Handle<N> | null, field: F, value: NoInfer<N[F]>): Operation<N[F]>
  /** Stores `value` if the old one is `expected`; answers whether it was. */
  compareAndSwap<F extends keyof N & string>(
    at: Handle<N> | null,
    field: F,
    expected: NoInfer<N[F]>,
    value: NoInfer<N[F]>,
  ): Operation<boolean>
  /** Adds `n` and answers the old value. */
  fetchAdd<F extends NumericField<N>>(at: Handle<N> | null, field: F, n: number): Operation<number>
  /** Waits until the field has the value. */
  waitFor<F extends keyof N & string>(at: Handle<N> | null, field: F, value: NoInfer<N[F]>): Operation
}

type NumericField<N> = { [F in keyof N & string]: N[F] extends number ? F : never }[keyof N & string]

/** How many nodes there are, and whether an address comes again. */
export type HeapSize = {
  /** So many nodes at once, or addresses that were ever used. */
  readonly upTo: number
  /** Whether an address is used again, as allocators do (unless said otherwise): then a node may be mistaken for one that was freed. */
  readonly reuses?: boolean
}

/**
 * Nodes that are allocated and freed. To touch one after it was freed, or to free it twice, is a failing step. An address may come again: who compares
 * addresses alone takes the new node for the old one (ABA).
 * @example
 * const { nodes } = shared({ nodes: heap<{ next: string | null; refs: number }>({ upTo: 2 }) })
 * const node = yield* nodes.allocate({ next: null, refs: 1 })
 */
export function heap<N extends Node<N>>(size: HeapSize): Heap<N> {
  const { upTo, reuses } = required(size)
  const handles = Array.from({ length: upTo }, (_, index) => `&${index}`)
  const empty: Memory<Record<string, Field>> = { live: {}, freed: [] }
  const it = object(empty)(recipes(handles, reuses), {
    reads: { load: (memory, at: string | null, field: string) => nodeAt(memory, at, 'load')[field] },
    waits: ['waitFor'],
  })
  return Object.freeze(Object.create(it, { handles: { value: Object.freeze(handles), enumerable: true } })) as Heap<N> // its nodes have these fields
}

/** @throws ModelError M009 where it is none. */
function required(size: HeapSize): Required<HeapSize> {
  const { upTo, reuses = true }: { upTo?: unknown; reuses?: unknown } = size ?? {}
  if (typeof upTo === 'number' && upTo > 0 && typeof reuses === 'boolean') {
    requireRoom(`heap({ upTo: ${upTo} })`, 1, upTo)
    return { upTo, reuses }
  }
  const [expected, seen] = ['how many nodes, 1 or more, heap({ upTo: 2 })', show(size)]
  throw new ModelError('M009', `heap(${seen}): expected ${expected}.`, { expected, seen, site: callSite() })
}

type Draft = { live: Record<string, Record<string, Field>>; freed: string[] }

function recipes(handles: readonly string[], reuses: boolean) {
  return {
    allocate(d: Draft, node: Readonly<Record<string, Field>>) {
      const fresh = handles.filter((handle) => !(handle in d.live) && !d.freed.includes(handle)).slice(0, 1)
      const free = reuses ? [...d.freed, ...fresh] : fresh
      if (free.length === 0) throw exhausted(handles.length)
      const handle = pick(free)
      d.freed = withoutMember(d.freed, handle)
      d.live[handle] = { ...node }
      return handle
    },
    free(d: Draft, at: string | null) {
      nodeAt(d, at, 'free')
      delete d.live[at as string] // there is a node
      d.freed = withMember(d.freed, at as string)
    },
    store(d: Draft, at: string | null, field: string, value: Field) {
      nodeAt(d, at, 'store')[field] = value
    },
    exchange(d: Draft, at: string | null, field: string, value: Field) {
      const node = nodeAt(d, at, 'exchange')
      const old = node[field]
      node[field] = value
      return old
    },
    compareAndSwap(d: Draft, at: string | null, field: string, expected: Field, value: Field) {
      const node = nodeAt(d, at, 'compareAndSwap')
      if (node[field] !== expected) return false
      node[field] = value
      return true
    },
    fetchAdd(d: Draft, at: string | null, field: string, n: number) {
      const node = nodeAt(d, at, 'fetchAdd')
      const old = Number(node[field])
      node[field] = old + n
      return old
    },
    waitFor(d: Draft, at: string | null, field: string, value: Field) {
      waitUntil(nodeAt(d, at, 'waitFor')[field] === value)
    },
  }
}

/** The step fails where there is no node. */
function nodeAt<N>(
  memory: { readonly live: Readonly<Record<string, N>>; readonly freed: readonly string[] },
  at: string | null,
  word: string,
): N {
  ensure(at !== null, `null dereference: ${word}`)
  ensure(!memory.freed.includes(at), word === 'free' ? 'double free' : `use after free: ${word}`)
  const node = memory.live[at]
  ensure(node !== undefined, `${word} at ${at}, where nothing was allocated`)
  return node
}

function exhausted(upTo: number): ModelError {
  return new ModelError('M006', `A heap of up to ${upTo} nodes has no room for another one.`, {
    expected: `at most ${upTo} nodes`,
    fix: 'Make it larger, upTo, or free what is not needed any more.',
  })
}
