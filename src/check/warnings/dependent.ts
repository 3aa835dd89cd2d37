/**
 * Loads on whose outcome it depends whether a later store is done. Hardware does no store before it knows that it comes to it: ARM, POWER and RISC-V
 * keep a store behind the loads that the branches before it read (Podkopaev, Lahav, Vafeiadis, POPL 2019, `ctrl`), and no compiler invents one. Less is
 * found here than there is: of what a store stores nothing is asked, and of a way on which an answer is missing in the tables nothing is said, since
 * load buffering could be what gives it.
 */
import { at } from '../../errors/at.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import { answersIn, type LocalId, Pending, type ThreadIndex, type ThreadTable, UNKNOWN } from '../../model/ir.ts'
import type { ObjectDeclaration } from '../../model/protocol/declarations.ts'
import type { OperationRequest } from '../../model/protocol/design.ts'

/** Asks of one thread. */
export class Dependence {
  readonly #compiled: Compiled
  readonly #table: ThreadTable

  constructor(compiled: Compiled, thread: ThreadIndex) {
    this.#compiled = compiled
    this.#table = at(compiled.program.ir.threads, thread, 'threads')
  }

  /** Whether all that the thread does to the cell later depends on the outcome of the load. */
  decides(load: LocalId, cell: ObjectDeclaration): boolean {
    const same = this.#alternatives(load)
    const outcomes = [...new Set(same.flatMap((local) => this.#outcomes(local)))]
    if (this.#waits(load) || this.#saysForWhat(outcomes)) return true
    return outcomes.some((to) => !this.#mayWrite(to, cell, same))
  }

  /** It is read again until it lets the thread go on. */
  #waits(local: LocalId): boolean {
    return (this.request(local)?.waitsAt ?? []).length > 0
  }

  /** What it reads is what the thread waits for next: no outcome waits for what another one does. */
  #saysForWhat(outcomes: readonly LocalId[]): boolean {
    const waits = outcomes.map((to) => this.#nextWait(to))
    const known = waits.filter((wait) => wait !== undefined)
    if (known.length < 2 || known.length < waits.length) return false
    return known.every((one, i) => known.slice(i + 1).every((other) => isApart(one, other)))
  }

  /** The wait that is what it does next. */
  #nextWait(local: LocalId): OperationRequest | undefined {
    const all = this.#operationsAt(local)
    const [request] = all
    const isOne = all.every((it) => it?.cell === request?.cell && it?.label === request?.label)
    return isOne && request !== undefined && (request.waitsAt ?? []).length > 0 ? request : undefined
  }

  /** Behind the alternatives of one access: which values it sees. */
  #operationsAt(local: LocalId): readonly (OperationRequest | undefined)[] {
    if (local === UNKNOWN) return [undefined]
    const request = this.request(local)
    if (request !== undefined) return [request]
    if (at(this.#table.pending, local) !== Pending.choice) return [undefined]
    return this.#outcomes(local).map((to) => (to === UNKNOWN ? undefined : this.request(to)))
  }

  /** Whether it may write the cell before it comes to the load again. */
  #mayWrite(from: LocalId, cell: ObjectDeclaration, load: readonly LocalId[]): boolean {
    const seen = new Set(load)
    const open = [from]
    for (let local = open.pop(); local !== undefined; local = open.pop()) {
      if (local !== UNKNOWN && seen.has(local)) continue
      if (local === UNKNOWN || !this.#isWhole(local)) return true
      seen.add(local)
      const request = this.request(local)
      if (request?.cell === cell && request.accesses?.kind !== 'load' && request.accesses?.kind !== 'plain load')
        return true
      open.push(...this.#outcomes(local))
    }
    return false
  }

  /** Whether all that the thread could be answered there has been met. */
  #isWhole(local: LocalId): boolean {
    const request = this.request(local)
    if (request === undefined || request.accesses?.kind === 'fence') return true
    const met = this.#alternatives(local).flatMap((one) => answersIn(at(this.#table.next, one)))
    return request.answerCount !== undefined && new Set(met).size >= request.answerCount
  }

  /** The same access, where it is told apart which value it sees. */
  #alternatives(load: LocalId): readonly LocalId[] {
    if (this.request(load)?.sees === undefined) return [load]
    const { pending } = this.#table
    const choice = pending.findIndex((kind, local) => kind === Pending.choice && this.#outcomes(local).includes(load))
    return choice < 0 ? [load] : this.#outcomes(choice)
  }

  /** Where it may be next. */
  #outcomes(local: LocalId): readonly LocalId[] {
    const row = at(this.#table.next, local)
    return answersIn(row).map((answer) => at(row, answer))
  }

  request(local: LocalId): OperationRequest | undefined {
    const operation = at(this.#table.operation, local)
    return operation === UNKNOWN ? undefined : this.#compiled.request(operation)
  }
}

/** They wait at different cells, or for different values of one. */
function isApart(one: OperationRequest, other: OperationRequest): boolean {
  const { cell, waitsAt = [] } = one
  if (cell !== other.cell) return true
  return cell?.domain?.every((_, value) => waitsAt.includes(value) || other.waitsAt?.includes(value) === true) === true
}
