/**
 * Whether a specification *simulates* an implementation: as the implementation goes on, one state of the specification
 * can be followed without ever having to be taken back. For a specification whose calls happen at one moment each that
 * is strong linearizability: what has happened is settled when it happens, whatever comes. (Lynch, Vaandrager: Forward
 * and backward simulations, 1995; Attiya, Enea: Putting strong linearizability in context, DISC 2019.) Of all pairs of
 * a state and what the specification may be in there those are taken away that some step leaves without a next one.
 */
import { at, existing } from '../../errors/at.ts'
import { type Graph, stateOf } from '../../explorer/graph/graph.ts'
import type { UnpackedState } from '../../explorer/states/layout.ts'
import { By } from '../../explorer/steps/by.ts'
import { StepWalker } from '../../explorer/steps/step-walker.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import type { OperationId, ThreadIndex } from '../../model/ir.ts'
import { refinedIn, type SimulationDeclaration } from '../../model/protocol/declarations.ts'
import type { OperationRequest } from '../../model/protocol/design.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'

/** A step as clients see it: the operations that are calls and returns. */
type Seen = { readonly target: number; readonly events: readonly OperationId[] }

const workOfState = 10

/** Of all states. @throws Stopped */
export function* isSimulated(compiled: Compiled, graph: Graph, meter: Meter): Task<boolean> {
  const simulation = new Simulation(compiled, graph)
  const open = [...new Array(graph.nodes).keys()]
  const isOpen = new Uint8Array(graph.nodes).fill(1)
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    meter.spend(workOfState)
    if (meter.isDue) yield* meter.pause()
    isOpen[state] = 0
    if (!simulation.reduces(state)) continue
    for (const before of simulation.leadingTo(state)) {
      if (isOpen[before] === 1) continue
      isOpen[before] = 1
      open.push(before)
    }
  }
  return simulation.isPossible(0)
}

class Simulation {
  readonly #compiled: Compiled
  readonly #graph: Graph
  readonly #of: SimulationDeclaration
  readonly #walker: StepWalker
  /** By state: what the specification may be in, as far as that can be followed. */
  readonly #states: Set<object>[]
  readonly #steps: (readonly Seen[])[] = []
  readonly #before: number[][]
  /** By state of the specification, then events. */
  readonly #after = new Map<object, Map<string, readonly object[]>>()

  constructor(compiled: Compiled, graph: Graph) {
    this.#compiled = compiled
    this.#graph = graph
    this.#walker = new StepWalker(compiled.program, undefined, true)
    const { objects } = compiled.design
    const specification = existing(refinedIn(objects), 'a specification')
    const object = objects.indexOf(specification)
    this.#of = existing(specification.refines?.simulation, 'a simulation that was asked for')
    this.#states = Array.from({ length: graph.nodes }, (_, state) => {
      const { values } = stateOf(graph, state)
      return new Set(this.#of.states(compiled.value(object, at(values, object, 'values'))))
    })
    this.#before = Array.from({ length: graph.nodes }, () => [])
    for (let state = 0; state < graph.nodes; state++)
      for (const target of graph.targets.subarray(graph.offsets[state], graph.offsets[state + 1]))
        at(this.#before, target).push(state)
  }

  isPossible(state: number): boolean {
    return at(this.#states, state).size > 0
  }

  leadingTo(state: number): readonly number[] {
    return at(this.#before, state)
  }

  /** Takes away what some step leaves without a next one; whether there was any. */
  reduces(state: number): boolean {
    const states = at(this.#states, state)
    const before = states.size
    for (const one of states) if (!this.#stepsOf(state).every((step) => this.#follows(one, step))) states.delete(one)
    return states.size < before
  }

  #follows(one: object, { target, events }: Seen): boolean {
    const there = at(this.#states, target)
    return this.#afterAll(one, events).some((next) => there.has(next))
  }

  #afterAll(one: object, events: readonly OperationId[]): readonly object[] {
    const row = this.#after.get(one) ?? new Map<string, readonly object[]>()
    this.#after.set(one, row)
    const key = events.join()
    const known =
      row.get(key) ??
      this.#of.after(
        one,
        events.map((event) => this.#compiled.request(event)),
      )
    row.set(key, known)
    return known
  }

  #stepsOf(state: number): readonly Seen[] {
    this.#steps[state] ??= this.#seenFrom(state)
    return at(this.#steps, state)
  }

  #seenFrom(state: number): readonly Seen[] {
    const { offsets, targets, by } = this.#graph
    const before = stateOf(this.#graph, state)
    const seen: Seen[] = []
    for (let edge = at(offsets, state); edge < at(offsets, state + 1); edge++) {
      const target = at(targets, edge)
      const after = stateOf(this.#graph, target)
      for (const events of this.#eventsOf(at(by, edge) & By.thread, before, after)) seen.push({ target, events })
    }
    return seen
  }

  /** Of each path that the thread may take from the one to the other. */
  #eventsOf(thread: ThreadIndex, before: UnpackedState, after: UnpackedState): readonly (readonly OperationId[])[] {
    const found = new Map<string, readonly OperationId[]>()
    const { values, moves } = this.#walker
    values.set(before.values)
    this.#walker.walk(thread, at(before.locals, thread, 'threads'), (target) => {
      if (target !== after.locals[thread] || values.some((value, object) => value !== after.values[object])) return
      const events = moves.flatMap((move) =>
        move.kind === 'operation' && this.#isEvent(move.operation) ? [move.operation] : [],
      )
      found.set(events.join(), events)
    })
    return [...found.values()]
  }

  #isEvent(operation: OperationId): boolean {
    const { event }: OperationRequest = this.#compiled.request(operation)
    return event === 'call' || event === 'return'
  }
}
