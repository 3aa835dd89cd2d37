import { ModelError } from '../../errors/model-error.ts'
import { declarationOf, type ObjectDeclaration } from '../protocol/declarations.ts'
import type { OperationRequest, Outcome } from '../protocol/design.ts'
import { operationLabel } from '../protocol/names.ts'
import type { LoadOrder, MemoryUse, Order, StoreOrder } from '../protocol/orders.ts'
import { runningDescription } from '../protocol/running.ts'
import { callSite } from '../protocol/site.ts'
import { type Code, call } from '../run/call.ts'
import { inspect } from '../run/inspect.ts'
import { failureOf } from '../run/mistakes.ts'
import { siteIfWatched } from '../run/watched.ts'
import { encode, show } from '../values/encode.ts'
import { KeyOrder } from '../values/key-list.ts'
import { handedOn } from '../values/plain.ts'
import { fieldsOf, isLayout, type Layout } from './bits.ts'
import { requireRoom } from './bounds.ts'
import { knownMembers } from './known-members.ts'
import { loadUse, storeUse, updateUse } from './orders.ts'
import { Operation } from './steps.ts'

const domainError = 'a numeric domain is needed to add'
type Numeric<V, Self> = [V] extends [number] ? Self : typeof domainError

/** The values that a cell may have: a list, or a layout of words. */
export type Domain<V> = readonly V[] | ([V] extends [number] ? Layout : never)

/** As the user calls it. */
type Called = Pick<OperationRequest, 'method' | 'args' | 'guard'> & { readonly memory: MemoryUse }

/** What an operation does with the value `v`: its outcome, or `undefined` where it waits. */
type Effect = (v: unknown) => { readonly value: unknown; readonly answer?: unknown } | undefined

/**
 * A shared variable with a declared finite domain. Each method is one atomic step; what it answers is what the thread
 * remembers, so prefer the form that answers least: `test` to `load`, `add` to `fetchAdd`, `waitFor` to a loop around
 * `load`. An atomic variable: std::atomic, AtomicReference, a volatile with Interlocked functions.
 * @example
 * const { flag } = shared({ flag: cell(['free', 'taken']) })
 * if (yield* flag.compareAndSwap('free', 'taken')) yield* flag.store('free')
 */
export class Cell<V> {
  readonly #declaration: ObjectDeclaration
  readonly #domain: ReadonlyMap<string, unknown>
  readonly #operations = new Map<string, OperationRequest>()
  readonly #wraps: boolean
  readonly #isPlain: boolean

  static {
    // a member whose name is a symbol could not be written down in the types of the package
    Object.defineProperty(Cell.prototype, declarationOf, {
      get(this: Cell<unknown>) {
        return this.#declaration
      },
    })
  }

  /** Use `cell(domain)`. */
  constructor(values: Domain<V>, initial: V | undefined, wraps: boolean, isPlain = false) {
    this.#isPlain = isPlain
    const domain = isLayout(values) ? (values.words as readonly V[]) : values // of words, V is number
    if (domain.length === 0)
      throw new ModelError(
        'M006',
        'cell([]): expected at least one value, saw an empty domain. List the values that the cell may have.',
      )
    requireRoom(`cell() over ${domain.length} values`, 0, domain.length)
    const order = new KeyOrder(domain)
    this.#domain = new Map(
      domain.map((value) => [
        encode(value, 'the domain of a cell has'),
        handedOn(value, order, 'the domain of a cell has'),
      ]),
    )
    this.#wraps = wraps
    const first = initial === undefined ? domain[0] : initial
    const initialText = encode(first, 'the initial value of a cell is')
    if (!this.#domain.has(initialText)) throw outside(`cell(…, ${show(first)})`, domain, callSite())
    this.#declaration = {
      name: '',
      madeBy: runningDescription(),
      initial: this.#domain.get(initialText),
      order,
      domain: [...this.#domain.values()],
      isGhost: false,
      ...(isPlain && { isPlain }),
      ...(wraps && { wraps }),
      owners: undefined,
      fields: isLayout(values) ? fieldsOf(values) : undefined,
    }
    Object.freeze(this)
  }

  /** Answers the value. */
  load(order?: LoadOrder): Operation<V> {
    return this.#fixed('load', [], loadUse('load', order), (v) => ({ value: v, answer: v }))
  }

  /** Answers whether the value passes, and nothing else of it. */
  test(passes: (value: V) => boolean, order?: LoadOrder): Operation<boolean> {
    const checked = this.#given('test', passes)
    const memory = loadUse('test', order)
    return this.#computed({ method: 'test', args: [passes], memory }, (v) => ({ value: v, answer: checked(v) }))
  }

  /** Stores the value; answers nothing. */
  store(value: NoInfer<V>, order?: StoreOrder): Operation {
    return this.#fixed('store', [value], storeUse('store', order), () => ({ value }))
  }

  /** Stores and answers the old value. */
  exchange(value: NoInfer<V>, order?: Order): Operation<V> {
    return this.#fixed('exchange', [value], updateUse('exchange', order), (v) => ({ value, answer: v }))
  }

  /** Stores `value` if the old one is `expected`; answers whether it was. */
  compareAndSwap(expected: NoInfer<V>, value: NoInfer<V>, order?: Order, failureOrder?: LoadOrder): Operation<boolean> {
    const isMet = isThat(expected, 'compareAndSwap')
    const memory = updateUse('compareAndSwap', order, isMet, failureOrder)
    return this.#fixed('compareAndSwap', [expected, value], memory, (v) =>
      isMet(v) ? { value, answer: true } : { value: v, answer: false },
    )
  }

  /** Stores `value` if the old one is `expected`; answers the old one. */
  compareExchange(expected: NoInfer<V>, value: NoInfer<V>, order?: Order, failureOrder?: LoadOrder): Operation<V> {
    const isMet = isThat(expected, 'compareExchange')
    const memory = updateUse('compareExchange', order, isMet, failureOrder)
    return this.#fixed('compareExchange', [expected, value], memory, (v) => ({
      value: isMet(v) ? value : v,
      answer: v,
    }))
  }

  /** Adds `n`; beyond the domain it fails, unless the cell is a `modulo`. */
  add(this: Numeric<V, Cell<V>>, n: number, order?: Order): Operation {
    return numeric<V>(this).#fixed('add', [n], updateUse('add', order), (v) => ({
      value: numeric<V>(this).#sum(v, n),
    }))
  }

  /** Adds `n` and answers the old value. */
  fetchAdd(this: Numeric<V, Cell<V>>, n: number, order?: Order): Operation<V> {
    return numeric<V>(this).#fixed('fetchAdd', [n], updateUse('fetchAdd', order), (v) => ({
      value: numeric<V>(this).#sum(v, n),
      answer: v,
    }))
  }

  /** Stores what `change` makes of the old value; answers nothing. */
  update(change: (value: V) => NoInfer<V>, order?: Order): Operation {
    const changed = this.#given('update', change)
    const memory = updateUse('update', order)
    return this.#computed({ method: 'update', args: [change], memory }, (v) => ({ value: changed(v) }))
  }

  /** Stores what `change` makes of the old value, and answers the old one. */
  fetchUpdate(change: (value: V) => NoInfer<V>, order?: Order): Operation<V> {
    const changed = this.#given('fetchUpdate', change)
    const memory = updateUse('fetchUpdate', order)
    return this.#computed({ method: 'fetchUpdate', args: [change], memory }, (v) => ({ value: changed(v), answer: v }))
  }

  /** Sets the bits of `mask`, and answers the old value. */
  fetchOr(this: Numeric<V, Cell<V>>, mask: number, order?: Order): Operation<V> {
    return numeric<V>(this).#masked('fetchOr', mask, order, (word) => word | mask)
  }

  /** Keeps the bits of `mask` alone, and answers the old value. */
  fetchAnd(this: Numeric<V, Cell<V>>, mask: number, order?: Order): Operation<V> {
    return numeric<V>(this).#masked('fetchAnd', mask, order, (word) => word & mask)
  }

  /** Turns the bits of `mask` round, and answers the old value. */
  fetchXor(this: Numeric<V, Cell<V>>, mask: number, order?: Order): Operation<V> {
    return numeric<V>(this).#masked('fetchXor', mask, order, (word) => word ^ mask)
  }

  /** Waits until the cell has the value; answers nothing. */
  waitFor(value: NoInfer<V>, order?: LoadOrder): Operation {
    const isMet = isThat(value, 'waitFor')
    return this.#fixed('waitFor', [value], loadUse('waitFor', order), (v) => (isMet(v) ? { value: v } : undefined))
  }

  /** Waits until the value passes; answers nothing. */
  waitUntil(passes: (value: V) => boolean, order?: LoadOrder): Operation {
    const checked = this.#given('waitUntil', passes)
    const memory = loadUse('waitUntil', order)
    return this.#computed({ method: 'waitUntil', args: [passes], memory }, (v) =>
      checked(v) ? { value: v } : undefined,
    )
  }

  /**
   * A step that waits: `when('free').store('taken')`, `when((id) => id !== null).load()`.
   * A guard that narrows its argument narrows the answer of `load`.
   */
  when<W extends V>(passes: (value: V) => value is W): When<V, W>
  when(passes: (value: V) => boolean): When<V, V>
  when(value: NoInfer<V>): When<V, V>
  when(guard: NoInfer<V> | ((value: V) => boolean)): When<V, V> {
    const passes = typeof guard === 'function' ? (guard as (value: V) => boolean) : undefined // values are plain data, never functions
    const enabled = passes === undefined ? isThat(guard, 'when') : this.#given('when', passes)
    const step = <R>(method: string, args: readonly unknown[], memory: MemoryUse, effect: Effect): Operation<R> =>
      this.#computed({ method, args, guard: { given: guard }, memory }, (v) => (enabled(v) ? effect(v) : undefined))
    return {
      load: (order) => step('load', [], loadUse('load', order), (v) => ({ value: v, answer: v })),
      // it writes over what has passed: an update
      store: (value, order) => step('store', [value], updateUse('store', order), () => ({ value })),
      exchange: (value, order) =>
        step('exchange', [value], updateUse('exchange', order), (v) => ({ value, answer: v })),
      update: (change, order) => {
        const changed = this.#given('update', change)
        return step('update', [change], updateUse('update', order), (v) => ({ value: changed(v) }))
      },
      fetchUpdate: (change, order) => {
        const changed = this.#given('fetchUpdate', change)
        return step('fetchUpdate', [change], updateUse('fetchUpdate', order), (v) => ({
          value: changed(v),
          answer: v,
        }))
      },
    }
  }

  #masked(method: string, mask: number, order: Order | undefined, change: (word: number) => number): Operation<V> {
    return this.#fixed(method, [mask], updateUse(method, order), (v) => ({ value: change(Number(v)), answer: v }))
  }

  /** An operation that its word and values determine: built once. Texts are for people: two values may have one. */
  #fixed<R>(method: string, args: readonly unknown[], memory: MemoryUse, effect: Effect): Operation<R> {
    const key = `${method}(${args.map((value) => encode(value, `${method}() was given`)).join(',')})`
    const ordered = 'written' in memory ? `${key} ${memory.written.join()}` : key
    const known = this.#operations.get(ordered)
    if (known !== undefined) return new Operation<R>(known)
    const made = this.#request({ method, args, memory }, effect, key)
    if (this.#declaration.name !== '') this.#operations.set(ordered, made)
    return new Operation<R>(made)
  }

  /** An operation that a function determines: what it does on the whole domain is what it is. */
  #computed<R>(called: Called, effect: Effect): Operation<R> {
    return new Operation<R>(this.#request(called, effect, undefined))
  }

  /** A function that the user gave, as it is called. @throws ModelError when its text is at fault. */
  #given<W extends V>(word: string, f: (value: W) => unknown): (value: unknown) => unknown {
    const name = `${this.#name()}.${word}(…)`
    const code: Code = { source: f, role: 'function', name, site: siteIfWatched(name) }
    inspect(f, code.role, code.name)
    return (value) => call(code, undefined, () => f(value as W)) // it is of the domain, and has passed
  }

  #name(): string {
    return this.#declaration.name || 'a cell'
  }

  #request(called: Called, effect: Effect, key: string | undefined): OperationRequest {
    const label = operationLabel({ object: this.#declaration, ...called })
    const table = new Map([...this.#domain].map(([encoded, value]) => [encoded, this.#outcome(label, effect, value)]))
    const isReadOnly = [...table].every(
      ([encoded, [outcome]]) => outcome === undefined || ('answer' in outcome && encode(outcome.value, '') === encoded),
    )
    return {
      kind: 'operation',
      object: this.#declaration,
      ...called,
      memory: this.#isPlain ? plainUse(called.memory) : called.memory,
      key: key ?? [...table.values()].map(outcomeKey).join(';'),
      label,
      isReadOnly,
      mayWait: [...table.values()].some((outcomes) => outcomes.length === 0),
      run: (value) => table.get(encode(value, label)) ?? [],
    }
  }

  #outcome(label: string, effect: Effect, value: unknown): readonly Outcome[] {
    try {
      const done = effect(value)
      if (done === undefined) return []
      const stored = this.#domain.get(encode(done.value, `${label} stores`))
      if (stored === undefined && !this.#domain.has(encode(done.value, '')))
        throw outside(`${label} at ${show(value)} gives ${show(done.value)}`, this.#declaration.domain ?? [])
      return [{ value: stored, answer: done.answer }]
    } catch (error) {
      return [{ value, failure: failureOf(error, label) }]
    }
  }

  #sum(v: unknown, n: number): number {
    const sum = Number(v) + n
    const size = this.#domain.size
    return this.#wraps ? ((sum % size) + size) % size : sum
  }
}

Object.setPrototypeOf(Cell.prototype, knownMembers)

/** A step that waits for its guard; see {@link Cell.when}. */
export type When<V, W> = {
  /** Waits, and answers the value. */
  load(order?: LoadOrder): Operation<W>
  /** Waits, and stores. */
  store(value: NoInfer<V>, order?: Order): Operation
  /** Waits, stores, and answers the old value. */
  exchange(value: NoInfer<V>, order?: Order): Operation<W>
  /** Waits, and stores what the function makes of the value. */
  update(change: (value: W) => NoInfer<V>, order?: Order): Operation
  /** The same, and answers the old value. */
  fetchUpdate(change: (value: W) => NoInfer<V>, order?: Order): Operation<W>
}

/** A plain cell is loaded and stored, and nothing else. */
function plainUse({ kind }: MemoryUse): MemoryUse {
  return { kind: kind === 'load' ? 'plain load' : 'plain store' }
}

/** Whether a value is the one that a method was given. */
function isThat(given: unknown, method: string): (value: unknown) => boolean {
  const wanted = encode(given, `${method}() was given`)
  return (value) => encode(value, '') === wanted
}

function numeric<V>(cell: unknown): Cell<V> {
  return cell as Cell<V> // the type of `this` has been checked by the compiler
}

function outcomeKey([outcome]: readonly Outcome[]): string {
  if (outcome === undefined) return '-'
  return 'failure' in outcome
    ? `!${JSON.stringify(outcome.failure.message)}`
    : `${encode(outcome.value, '')}>${encode(outcome.answer, 'an operation answered')}`
}

function outside(what: string, domain: readonly unknown[], site?: string): ModelError {
  return new ModelError('M006', `${what}: outside the domain ${show(domain)}`, {
    expected: `one of ${show(domain)}`,
    fix: 'Add the value to the domain, or do not store it.',
    site,
  })
}

/**
 * A shared variable; it starts with the first value of the domain, or with `initial`. Of a layout of `bits` the values
 * are its words, and traces show their fields.
 * @example
 * const { flag, word } = shared({ flag: cell(['free', 'taken']), word: cell(bits({ locked: 1, readers: 2 })) })
 * yield* flag.when('free').store('taken')
 */
export function cell(layout: Layout, initial?: number): Cell<number>
export function cell<const V>(domain: readonly V[], initial?: NoInfer<V>): Cell<V>
export function cell<V>(domain: Domain<V>, initial?: V): Cell<V> {
  return new Cell(domain, initial, false)
}

/**
 * A cell over `0 .. upTo` that starts at 0 and fails when it is counted beyond its ends.
 * @example
 * const { permits } = shared({ permits: counter({ upTo: 3 }) })
 * yield* permits.add(1)
 */
export function counter(ends: { readonly upTo: number }): Cell<number> {
  const { upTo }: { upTo?: unknown } = ends ?? {}
  if (typeof upTo !== 'number') throw unbounded(ends)
  requireRoom(`counter({ upTo: ${show(upTo)} })`, 0, upTo)
  return new Cell(range(upTo + 1), 0, false)
}

function unbounded(given: unknown): ModelError {
  const expected = 'its last value, counter({ upTo: 3 })'
  return new ModelError('M009', `counter(${show(given)}): expected ${expected}.`, {
    expected,
    seen: show(given),
    site: callSite(),
  })
}

/**
 * A cell over `0 .. size − 1` that starts at 0 and wraps around. A counter of so many bits, which overflows.
 * @example
 * const { ticket } = shared({ ticket: modulo(4) })
 * const mine = yield* ticket.fetchAdd(1)
 */
export function modulo(size: number): Cell<number> {
  requireRoom(`modulo(${show(size)})`, 0, size)
  return new Cell(range(size), 0, true)
}

/**
 * `0 .. size − 1`, or `from .. to − 1`.
 * @example
 * const { slots } = shared({ slots: cells(range(4), ['empty', 'full']) })
 * yield* slots.at(0).store('full')
 */
export function range(size: number): readonly number[]
export function range(from: number, to: number): readonly number[]
export function range(from: number, to?: number): readonly number[] {
  const [first, end] = to === undefined ? [0, from] : [from, to]
  requireRoom(`range(${to === undefined ? show(from) : `${show(from)}, ${show(to)}`})`, first, end)
  return Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i)
}
