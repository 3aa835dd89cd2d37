import { buffers } from '../src/model/memory/buffers.ts'
import type { Access, Machine, Size, Way, Words } from '../src/model/memory/machine.ts'
import { CURRENT, shapeOf, tripleOf } from '../src/model/memory/views/shape.ts'
import { allParts, type Melting, type Parts } from '../src/model/memory/views/state.ts'
import { views } from '../src/model/memory/views/views.ts'
import type { LoadOrder, Order, StoreOrder } from '../src/model/protocol/orders.ts'

type Make = (size: Size) => Machine

const without =
  (part: keyof Parts): Make =>
  (size) =>
    views(size, { ...allParts, [part]: false })

/** The machine, asked for something else. */
const asking =
  (other: (access: Access) => Access): Make =>
  (size) => {
    const machine = views(size)
    return { ...machine, ways: (state, thread, access) => machine.ways(state, thread, other(access)) }
  }

const fencesAs = (from: Order, to: Order): Make =>
  asking((access) => (access.kind === 'fence' && access.order === from ? { ...access, order: to } : access))

/** Weaker than seq_cst by one step. */
function demoted(access: Access): Access {
  if (access.kind === 'fence' || !('order' in access) || access.order !== 'seq_cst') return access
  if (access.kind === 'load') return { ...access, order: 'acquire' satisfies LoadOrder }
  if (access.kind === 'store') return { ...access, order: 'release' satisfies StoreOrder }
  return { ...access, order: 'acq_rel' }
}

const fence: Access = { kind: 'fence', order: 'seq_cst' }

function betweenFences(size: Size): Machine {
  const machine = views(size)
  const after = (ways: readonly Way[], thread: number, access: Access): Way[] =>
    ways.flatMap((way): Way[] => {
      if (way.kind !== 'done') return [way]
      return machine.ways(way.state, thread, access).map((it) => ({ ...way, ...it }))
    })
  return {
    ...machine,
    ways: (state, thread, access) =>
      demoted(access) === access
        ? machine.ways(state, thread, access)
        : after(after(machine.ways(state, thread, fence), thread, demoted(access)), thread, fence),
  }
}

/** What is before any thread's next seq_cst operation is before that of this one: the order of the run. */
function inOrderOfRun(size: Size): Machine {
  const [machine, shape] = [views(size), shapeOf(size)]
  const front = (thread: number): number => tripleOf(shape, thread, CURRENT) + shape.view
  const raised = (state: Words, thread: number): Words =>
    state.map((word, at) => {
      const cell = at - front(thread)
      if (cell < 0 || cell >= shape.cells) return word
      return Math.max(...Array.from({ length: size.threads }, (_, other) => state[front(other) + cell]!))
    })
  return {
    ...machine,
    ways: (state, thread, access) =>
      machine.ways('order' in access && access.order === 'seq_cst' ? raised(state, thread) : state, thread, access),
  }
}

/** The machine of C++20 as one would write it who has not met the example that tells it apart. */
export const viewMutants: Readonly<Record<string, Make>> = {
  'no closure': without('closure'),
  'fronts of reads forgotten': without('readers'),
  'stores go to the end': without('insertion'),
  'updates are not glued to what they read': without('glue'),
  'no release sequences': without('sequences'),
  'fronts of dropped messages forgotten': without('dropped'),
  'seq_cst accesses acquire and release': asking(demoted),
  'seq_cst accesses stand between fences': betweenFences,
  'seq_cst operations in the order of the run': inOrderOfRun,
  'an acquire fence does nothing': fencesAs('acquire', 'relaxed'),
  'a release fence does nothing': fencesAs('release', 'relaxed'),
  'a seq_cst fence is acq_rel': fencesAs('seq_cst', 'acq_rel'),
}

export const psoMutants: Readonly<Record<string, Make>> = {
  'a relaxed update passes a barrier': (size) => buffers(size, { kind: 'pso', room: 16, updatesHeedBarriers: false }),
}

/** Two messages of each cell apart, and no more. */
export const melted =
  (messages: number, parts: Parts = allParts): Make =>
  (size) =>
    views(size, parts, { places: messages, beyond: 'molten' })

const solid = (part: keyof Melting): Make => melted(2, { ...allParts, melting: { ...allParts.melting, [part]: false } })

/** Melting that forgets something which memory may do. */
export const meltingMutants: Readonly<Record<string, Make>> = {
  'old messages are gone': (size) => views(size, allParts, { places: 2, beyond: 'gone' }),
  'molten messages are not read': solid('reads'),
  'no store goes among molten messages': solid('stores'),
  'no update follows a molten message': solid('updates'),
  'whoever reads a molten message comes after all that are': solid('order'),
  'of two molten messages that stays which tells more': solid('least'),
}
