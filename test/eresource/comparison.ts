import type { ThreadId } from 'lockproof'
import type { OwnerPointer, Resource } from 'lockproof/eresource'
import { fields, modeOf } from '#eresource'
import { encode } from '../../src/model/values/encode.ts'
import { callsOf } from './all-values.ts'
import { ask, type Call, type Machine } from './apply.ts'

const lifeCycle: readonly Call[] = [
  ['ExInitializeResourceLite'],
  ['ExReinitializeResourceLite'],
  ['ExDeleteResourceLite'],
  ['ExDisableResourceBoostLite'],
  ['ExFreePool'],
]

/** Who calls: two threads, or a thread and a pointer. */
export type Callers = { readonly threads: readonly ThreadId[]; readonly pointers: readonly OwnerPointer[] }

/** Every routine with every argument, mistakes included: only a waiting thread calls nothing but the end of its wait. */
function allCalls(value: Resource, { threads, pointers }: Callers): readonly Call[] {
  const mine = threads.flatMap((me): readonly Call[] => {
    const asleep = [...value.exclusiveWaiters, ...value.sharedWaiters, ...value.stranded]
    if (asleep.includes(me)) return [['returnsFromWait', me]]
    return [
      ...callsOf(value, me, Number.POSITIVE_INFINITY),
      ['ExReleaseResourceLite', me],
      ['ExConvertExclusiveToSharedLite', me],
      ...pointers.map((pointer): Call => ['ExSetResourceOwnerPointer', me, pointer]),
      ['ExSetResourceOwnerPointer', me, 'request'],
    ]
  })
  return [...mine, ...pointers.map((pointer): Call => ['ExReleaseResourceForThreadLite', pointer]), ...lifeCycle]
}

/** A value met in the comparison, with everything that can be done to it. */
type Node = { readonly id: number; readonly value: Resource; moves?: readonly Move[] }

type Move = { readonly call: Call; readonly next: Node /** All that a caller learns. */; readonly learnt: string }

/** A bisimulation of the values of a resource: what these callers can tell apart, calling whatever they like. */
export class Comparison {
  readonly #machine: Machine
  readonly #callers: Callers
  readonly #nodes = new Map<string, Node>()
  readonly #met = new Map<string, readonly [Node, Node]>()

  constructor(machine: Machine, callers: Callers) {
    this.#machine = machine
    this.#callers = callers
  }

  /** All free values that they can reach without a mistake. */
  freeValues(): readonly Resource[] {
    const { threads, pointers } = this.#callers
    const found = new Set([this.#node(this.#machine.initial)])
    for (const { value } of found) {
      const own = threads.flatMap((me): readonly Call[] => [
        ...callsOf(value, me, 2),
        ...pointers.flatMap((P): readonly Call[] => [
          ['ExSetResourceOwnerPointer', me, P],
          ['ExReleaseResourceForThreadLite', P],
        ]),
      ])
      for (const call of [...own, ['ExDisableResourceBoostLite'] as const]) found.add(this.#moved(value, call).next)
    }
    return [...found].map(({ value }) => value).filter((value) => modeOf(value) === 'Free')
  }

  /** The first call, after the same calls on both sides, by which one of the pairs can be told apart. */
  tellApart(pairs: readonly (readonly [Resource, Resource])[]): Call | undefined {
    for (const [left, right] of pairs) this.#meet(this.#node(left), this.#node(right))
    for (const [left, right] of this.#met.values()) {
      const others = this.#moves(right)
      for (const [n, { call, next, learnt }] of this.#moves(left).entries()) {
        const other = others[n]
        if (other?.learnt !== learnt) return call
        this.#meet(next, other.next)
      }
    }
    return undefined
  }

  /** Equal values cannot be told apart. */
  #meet(left: Node, right: Node): void {
    if (left !== right) this.#met.set(`${left.id} ${right.id}`, [left, right])
  }

  /** ContentionCount is a statistic that no routine reads: without it, values are finitely many. */
  #node(value: Resource): Node {
    const { structure } = value
    const plain = structure === null ? value : { ...value, structure: { ...structure, contentionCount: 0 } }
    const key = encode(plain, '')
    const node = this.#nodes.get(key) ?? { id: this.#nodes.size, value: plain }
    this.#nodes.set(key, node)
    return node
  }

  #moves(node: Node): readonly Move[] {
    node.moves ??= allCalls(node.value, this.#callers).map((call) => this.#moved(node.value, call))
    return node.moves
  }

  #moved(value: Resource, call: Call): Move {
    const { value: after, answer, failure, waits } = this.#machine.apply(value, call)
    return { call, next: this.#node(after), learnt: encode([answer, failure, waits, this.#seen(after)], '') }
  }

  /** What the callers can see of a value without changing it. */
  #seen(value: Resource): unknown {
    if (value.life !== 'Live') return value.life
    const own = this.#callers.threads.map((me) => [
      ask(value, 'ExIsResourceAcquiredExclusiveLite', me),
      ask(value, 'ExIsResourceAcquiredSharedLite', me),
    ])
    const { Flag, ActiveEntries } = fields(value, 'nt6')
    return [own, ask(value, 'ExGetExclusiveWaiterCount'), ask(value, 'ExGetSharedWaiterCount'), Flag, ActiveEntries]
  }
}
