/** The specification beside an implementation: one more shared object, whose value is the set of abstract states and whose operations are what clients see. */
import type { SharedHandle } from '../model/language/object.ts'
import { Operation } from '../model/language/steps.ts'
import {
  declarationOf,
  type ObjectDeclaration,
  type RefinementDeclaration,
  type SimulationDeclaration,
} from '../model/protocol/declarations.ts'
import type { OperationRequest, Outcome } from '../model/protocol/design.ts'
import { runningDescription } from '../model/protocol/running.ts'
import { encode } from '../model/values/encode.ts'
import { byLetters } from '../model/values/key-list.ts'
import type { ThreadId } from '../model/values/thread-id.ts'
import { AbstractSets } from './abstract-sets.ts'
import { type Contracts, isProper } from './contracts.ts'
import type { Abstract, Specification } from './specification.ts'
import { promise, refusal, returnText, setText } from './words.ts'

type Set = readonly Abstract[]

export type Monitor = SharedHandle<Set> & {
  /** A step of its own: whoever has called may have to wait before it does anything. */
  called(me: ThreadId, call: string): Operation
  /** Part of the step before it: nobody can tell how long a call takes to return, and the shortest one is the strictest. */
  returned(me: ThreadId, call: string, answer: unknown): Operation
  /** Where nothing is under way, nothing is under way in the specification. */
  atRest(): Operation
}

export type Kept = {
  readonly keeps: RefinementDeclaration['keeps']
  readonly requires: Contracts
  readonly strongly: boolean
}

export function monitorOf(specification: Specification, { keeps, requires, strongly }: Kept): Monitor {
  const sets = new AbstractSets(specification)
  const declaration = declarationFor(specification, sets, { keeps, strongly })
  return {
    [declarationOf]: declaration,
    called: (me, call) => {
      const contract = requires[call]
      const run = (set: Set): Outcome | undefined => {
        if (contract !== undefined && !isProper(specification, sets.closure(set), me, call, contract)) return undefined
        return { value: sets.called(set, me, call), answer: undefined }
      }
      return event(declaration, { method: 'called', args: [me, call], label: `▸ ${call}`, event: 'call' }, run)
    },
    returned: (me, call, answer) => {
      const run = (set: Set): Outcome => {
        const value = sets.returned(set, me, answer)
        if (value.length > 0) return { value, answer: undefined }
        return { value: set, failure: new Error(refusal(specification, sets.closure(set), me)) }
      }
      const about = { method: 'returned', args: [me, call, answer], label: returnText(answer) }
      return event(declaration, { ...about, event: 'return' }, run)
    },
    atRest: () => {
      const run = (set: Set): Outcome | undefined => {
        const settled = sets.settled(set)
        return settled === undefined ? undefined : { value: settled, answer: undefined }
      }
      return event(declaration, { method: 'atRest', args: [], label: 'all are at rest' }, run)
    },
  }
}

function declarationFor(
  specification: Specification,
  sets: AbstractSets,
  { keeps, strongly }: Pick<Kept, 'keeps' | 'strongly'>,
): ObjectDeclaration {
  return {
    name: '',
    madeBy: runningDescription(),
    initial: sets.initial,
    order: byLetters,
    domain: undefined,
    isGhost: false,
    owners: undefined,
    words: (value) => setText(specification, value as Set), // its values are sets
    refines: {
      specification: specification.name,
      keeps,
      maySilent: (value) => sets.maySilent(value as Set), // as above
      wouldAnswer: (value) => promise(specification, sets.closure(value as Set)), // as above
      ...(strongly && { simulation: simulationBy(sets) }),
    },
  }
}

function simulationBy(sets: AbstractSets): SimulationDeclaration {
  return {
    states: (value) => sets.closure(value as Set), // its values are sets
    after: (state, events) => {
      let set: Set = [state as Abstract] // one of those above
      for (const { event, args } of events) {
        const [me, call, answer] = args as [ThreadId, string, unknown] // as `monitorOf` makes them
        if (event === 'call') set = sets.calledAnywhere(set, me, call)
        else if (event === 'return') set = sets.returned(set, me, answer)
      }
      return sets.closure(set)
    },
  }
}

type Event = Pick<OperationRequest, 'method' | 'args' | 'label' | 'event'>

function event(object: ObjectDeclaration, about: Event, run: (set: Set) => Outcome | undefined): Operation {
  const key = `${about.method}(${about.args.map((arg) => encode(arg, `${about.label} was given`)).join()})`
  const runs = (value: unknown): readonly Outcome[] => {
    const outcome = run(value as Set) // its values are sets
    return outcome === undefined ? [] : [outcome]
  }
  return new Operation({
    kind: 'operation',
    object,
    ...about,
    key,
    isReadOnly: false,
    mayWait: about.event !== 'return',
    run: runs,
  })
}
