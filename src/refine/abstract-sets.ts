/**
 * The states in which a specification may be after a history: the subset construction, on the fly. A set is kept as its *roots*, the members that nothing
 * but members of their own cycle leads to: whatever has not been seen to happen has not happened yet. A call is made in the roots alone, since no silent
 * step of another thread cares who has called; a return is looked for wherever silent steps lead. (Herlihy, Wing: Linearizability, 1990, for what is
 * asked; roots are the just-in-time linearizability of Lowe, Testing for linearizability, 2017, here for all runs at once.)
 */

import { encode, keepText } from '../model/values/encode.ts'
import { isMemberBefore, markedAsSet, memberKey } from '../model/values/member-order.ts'
import type { ThreadId } from '../model/values/thread-id.ts'
import { type Abstract, callersIn, type Specification } from './specification.ts'

/** An abstract state, once. */
type Node = {
  readonly state: Abstract
  /** What its silent steps lead to; those of them that are owed; and whether one of these goes wrong. */
  next: { readonly all: readonly Node[]; readonly owed: readonly Node[]; readonly fails: boolean } | undefined
  closure: ReadonlySet<Node> | undefined
  /** What it comes by among others. */
  readonly key: number | string
}

export class AbstractSets {
  readonly #specification: Specification
  readonly #nodes = new Map<string, Node>()
  /** Of states and of sets that have been seen as they are, so that nobody reads them again. */
  readonly #known = new WeakMap<Abstract, Node>()
  readonly #closures = new WeakMap<readonly Abstract[], ReadonlySet<Node>>()

  constructor(specification: Specification) {
    this.#specification = specification
  }

  get initial(): readonly Abstract[] {
    return this.#rooted([this.#node(this.#specification.initial)])
  }

  /** After the thread has called. */
  called(set: readonly Abstract[], me: ThreadId, call: string): readonly Abstract[] {
    return this.#rooted(set.map((state) => this.#node(this.#specification.called(state, me, call))))
  }

  /** The same, wherever silent steps lead: what has happened before the call is told apart from what has not. */
  calledAnywhere(set: readonly Abstract[], me: ThreadId, call: string): readonly Abstract[] {
    return this.called(this.closure(set), me, call)
  }

  /** After its call has returned with the answer; empty where it cannot have. */
  returned(set: readonly Abstract[], me: ThreadId, answer: unknown): readonly Abstract[] {
    const text = encode(answer, 'A call answered')
    const able = this.closure(set).filter((state) => {
      const given = this.#specification.answerOf(state, me)
      return given !== undefined && encode(given.answer, 'A call answered') === text
    })
    return this.#rooted(able.map((state) => this.#node(this.#specification.returned(state, me))))
  }

  /** All that the specification may be in by now. */
  closure(set: readonly Abstract[]): readonly Abstract[] {
    return [...this.#closureOfSet(set)].map(({ state }) => state)
  }

  /** Whether it may be that nobody who has called returns, unless another call is made. */
  maySilent(set: readonly Abstract[]): boolean {
    return [...this.#closureOfSet(set)].some((node) => this.#isSilent(node))
  }

  /** What is left of the set where nothing is under way; `undefined` where nothing else, or all of it, is. */
  settled(set: readonly Abstract[]): readonly Abstract[] | undefined {
    const settled = this.#rooted([...this.#closureOfSet(set)].filter((node) => this.#isSettled(node)))
    const isNew = settled.length > 0 && encode(settled, 'A set is') !== encode(set, 'A set is')
    return isNew ? settled : undefined
  }

  #isSettled(node: Node): boolean {
    return this.#isSilent(node) && [...this.#owedFrom(node)].every((other) => this.#owedFrom(other).has(node))
  }

  #isSilent(node: Node): boolean {
    if (callersIn(node.state).length === 0) return false
    return [...this.#owedFrom(node)].every(
      (one) =>
        !this.#next(one).fails &&
        callersIn(one.state).every((me) => this.#specification.answerOf(one.state, me) === undefined),
    )
  }

  #node(state: Abstract): Node {
    const seen = this.#known.get(state)
    if (seen !== undefined) return seen
    const text = encode(state, 'An abstract state is')
    const node = this.#nodes.get(text) ?? { state, next: undefined, closure: undefined, key: memberKey(state) }
    if (node.state === state) keepText(state, text) // frozen, and kept
    this.#nodes.set(text, node)
    this.#known.set(state, node)
    return node
  }

  #closureOfSet(set: readonly Abstract[]): ReadonlySet<Node> {
    const known = this.#closures.get(set) ?? this.#closureOf(set.map((state) => this.#node(state)))
    this.#closures.set(set, known)
    return known
  }

  #next(node: Node): NonNullable<Node['next']> {
    if (node.next === undefined) {
      const steps = this.#specification.steps(node.state)
      const nodesOf = (some: typeof steps): Node[] => some.flatMap(({ to }) => (to === 'fails' ? [] : [this.#node(to)]))
      const owed = steps.filter(({ isOwed }) => isOwed)
      node.next = { all: nodesOf(steps), owed: nodesOf(owed), fails: owed.some(({ to }) => to === 'fails') }
    }
    return node.next
  }

  #closure(node: Node): ReadonlySet<Node> {
    node.closure ??= this.#closureOf([node])
    return node.closure
  }

  #closureOf(nodes: readonly Node[]): ReadonlySet<Node> {
    const found = new Set(nodes)
    for (const node of found) for (const next of this.#next(node).all) found.add(next)
    return found
  }

  /** All that steps lead to that are owed. */
  #owedFrom(start: Node): ReadonlySet<Node> {
    const found = new Set([start])
    for (const node of found) for (const next of this.#next(node).owed) found.add(next)
    return found
  }

  /** As a list that is the same for the same states, whatever led to them; renaming threads renames it. */
  #rooted(nodes: readonly Node[]): readonly Abstract[] {
    const roots = [...new Set(nodes)].filter((node) =>
      nodes.every((other) => !this.#closure(other).has(node) || this.#closure(node).has(other)),
    )
    roots.sort((a, b) => (isMemberBefore(a.key, b.key) ? -1 : 1))
    return markedAsSet(roots.map(({ state }) => state))
  }
}
