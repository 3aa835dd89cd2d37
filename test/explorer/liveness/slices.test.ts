import { forever, modulo, object, system, type ThreadId, threadIds } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { ownersEnded } from '../../../src/check/waiting/owners-ended.ts'
import { buildGraph } from '../../../src/explorer/graph/build-graph.ts'
import type { Graph } from '../../../src/explorer/graph/graph.ts'
import { isInside, type StatePredicate } from '../../../src/explorer/graph/predicates.ts'
import { answerOf } from '../../../src/explorer/liveness/answer.ts'
import { bypassOf } from '../../../src/explorer/liveness/bypass.ts'
import { contentIn, standsWaiting } from '../../../src/explorer/liveness/content-in.ts'
import { type Fairness, fairnessOf } from '../../../src/explorer/liveness/fairness.ts'
import { overtakingRun } from '../../../src/explorer/liveness/first-come.ts'
import { stuckIn, stuckThreads } from '../../../src/explorer/liveness/stuck.ts'
import { answerInQuotient } from '../../../src/explorer/quotient/answer.ts'
import { quotientOf } from '../../../src/explorer/quotient/quotient.ts'
import { isSomebodyStuck } from '../../../src/explorer/quotient/stuck.ts'
import { By } from '../../../src/explorer/steps/by.ts'
import { alikeThreads } from '../../../src/explorer/symmetry/alike.ts'
import { compile } from '../../../src/model/compile/compile.ts'
import { Meter } from '../../../src/tasks/meter.ts'
import { finished, type Task } from '../../../src/tasks/task.ts'
import { ticket } from './locks.ts'

type Owned = { owner: ThreadId | null }
const owned = () =>
  object<Owned>({ owner: null })(
    {
      take(d, me: ThreadId) {
        d.owner = me
      },
    },
    { owners: ({ owner }) => (owner === null ? [] : [owner]) },
  )

const N = 6
const compiled = compile(ticket(N).build())
const { program } = compiled
const whole = finished(buildGraph(program)).graph
const { swaps } = finished(alikeThreads(program, () => true, {}))
const quotient = finished(quotientOf(program, swaps.slice(0, 1), { meter: new Meter() }))

/** Two go round for ever, each on its own; a third one ends as owner. */
const ending = system('ends as owner', ({ shared, thread }) => {
  const [me] = threadIds(1)
  const { left, right, lock } = shared({ left: modulo(200), right: modulo(200), lock: owned() })
  thread('L', () => forever(() => left.add(1)))
  thread('R', () => forever(() => right.add(1)))
  thread(me, () => lock.take(me))
})
const ended = compile(ending.build())
const endedGraph = finished(buildGraph(ended.program)).graph

/** What is read of a graph, or asked of its states. */
class Reads {
  count = 0

  of<T extends Int32Array | Uint8Array>(array: T): T {
    return new Proxy(array, {
      get: (target, key) => {
        if (typeof key === 'string' && key >= '0' && key <= '9~') this.count++
        const found: unknown = Reflect.get(target, key, target)
        return typeof found === 'function' ? found.bind(target) : found
      },
    })
  }

  in(graph: Graph): Graph {
    const { offsets, targets, by, owed, packed } = graph
    const [read, edges] = [
      { offsets: this.of(offsets), owed: this.of(owed) },
      { targets: this.of(targets), by: this.of(by) },
    ]
    return { ...graph, ...read, ...edges, packed: this.of(packed) }
  }
}

/** The most that is read in a slice, and in all, where each look at the clock says that a moment is over. */
function readsOf(task: (reads: Reads, meter: Meter) => Task<unknown>): { slice: number; all: number } {
  let now = 0
  const reads = new Reads()
  const slices = task(reads, new Meter({ clock: () => (now += 10) }))
  let [slice, all] = [0, 0]
  for (let isOver = false; !isOver; ) {
    reads.count = 0
    isOver = slices.next().done === true
    slice = Math.max(slice, reads.count)
    all += reads.count
  }
  return { slice, all }
}

const inRegion = (graph: Graph, thread: number, name: string): StatePredicate =>
  isInside(program, graph, thread, program.ir.regions.indexOf(name))
const actions = [...Array(N).keys()].map((thread) => ({ thread, bits: 1 << By.firstAction }))
const never: StatePredicate = () => false

/** The whole graph is one component, in which a fair run may stay. */
const staying = (fairness: Fairness, wantsLasso: boolean) => (reads: Reads, meter: Meter) =>
  answerOf(reads.in(whole), { kind: 'infinitely often', holds: never }, fairness, { meter, wantsLasso, budget: 0 })

const tasks: Readonly<Record<string, (reads: Reads, meter: Meter) => Task<unknown>>> = {
  'a fair component': staying(fairnessOf('weak', N), false),
  'one that is strongly fair, also to actions': staying({ ...fairnessOf('strong', N), actions }, false),
  'a cycle that need not be the shortest': staying({ ...fairnessOf('weak', N), actions }, true),
  'an answer': (reads, meter) => {
    const graph = reads.in(whole)
    const question = {
      kind: 'leads to',
      from: inRegion(graph, 0, 'trying'),
      to: inRegion(graph, 0, 'critical'),
    } as const
    return answerOf(graph, question, fairnessOf('weak', N), { meter })
  },
  bypass: (reads, meter) => {
    const graph = reads.in(whole)
    const isIn = (name: string) => [...Array(N).keys()].map((thread) => inRegion(graph, thread, name))
    return bypassOf(graph, { thread: 0, waits: inRegion(graph, 0, 'waiting'), isInside: isIn('critical') }, meter)
  },
  'first come': (reads, meter) => {
    const graph = reads.in(whole)
    const clients = [...Array(N).keys()].map((thread) => ({
      tries: inRegion(graph, thread, 'trying'),
      waits: inRegion(graph, thread, 'waiting'),
      isInside: inRegion(graph, thread, 'critical'),
    }))
    return overtakingRun(graph, clients, 0, 1, meter)
  },
  'who is stuck': (reads, meter) => {
    const graph = reads.in(whole)
    return stuckIn(graph, N, contentIn(program, graph), meter)
  },
  'where all are stuck': (reads, meter) => {
    const graph = reads.in(whole)
    const all = reads.of(new Int32Array(graph.nodes).fill(2 ** N - 1))
    return stuckThreads(all, N, standsWaiting(program, graph), meter)
  },
  'who has ended as owner': (reads, meter) => ownersEnded(ended, reads.in(endedGraph), meter),
  'a fair component of forms': (reads, meter) => {
    const forms = { ...quotient, graph: reads.in(quotient.graph) }
    return answerInQuotient(forms, { kind: 'infinitely often', holds: never }, fairnessOf('strong', N), meter)
  },
  'whether somebody is stuck in forms': (reads, meter) => {
    const forms = { ...quotient, graph: reads.in(quotient.graph) }
    return isSomebodyStuck(forms, contentIn(quotient.reduction.program, forms.graph), meter)
  },
}

describe('however large a component is, slices are short', () => {
  test.each(Object.entries(tasks))('%s', (_, task) => {
    const { slice, all } = readsOf(task)
    expect(all).toBeGreaterThan(90_000)
    expect(slice).toBeLessThan(75_000)
  })
})
