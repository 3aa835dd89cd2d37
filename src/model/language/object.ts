import { ModelError } from '../../errors/model-error.ts'
import { suggestion } from '../../errors/suggestion.ts'
import { declarationOf, type ObjectDeclaration } from '../protocol/declarations.ts'
import type { OperationRequest, Outcome } from '../protocol/design.ts'
import type { LockView } from '../protocol/lock-view.ts'
import { operationLabel } from '../protocol/names.ts'
import { runningDescription } from '../protocol/running.ts'
import { callSite } from '../protocol/site.ts'
import { call } from '../run/call.ts'
import { siteIfWatched } from '../run/watched.ts'
import { encode, show } from '../values/encode.ts'
import { byLetters, KeyOrder } from '../values/key-list.ts'
import { handedCopy, handedOn } from '../values/plain.ts'
import { isThreadId, type ThreadId } from '../values/thread-id.ts'
import type { Draft, Immutable } from './data.ts'
import { knownMembers } from './known-members.ts'
import { Recipe } from './recipe.ts'
import { Operation } from './steps.ts'

type Method<D> = (value: D, ...args: never[]) => unknown
type Methods<D> = Readonly<Record<string, Method<D>>>

/** What a method is to a body: the same arguments without the draft, one atomic step, the answer frozen. */
type Performed<M> = M extends (value: never, ...args: infer A) => infer R
  ? (...args: A) => Operation<Immutable<R>>
  : never

declare const valueOf: unique symbol

/** What any shared object is besides its methods. An interface, so that the types of a library of locks can name it. */
export interface SharedHandle<T> {
  readonly [valueOf]?: T
  readonly [declarationOf]: ObjectDeclaration
}

/** A shared object, used through its methods. */
export type SharedObject<T, M> = { readonly [K in keyof M]: Performed<M[K]> } & SharedHandle<T>

/** Any shared object: with methods named, none could be given to a parameter, since a method's arguments are checked against it. */
// biome-ignore lint/suspicious/noExplicitAny: values are read and written, so only `any` admits all of them
export type AnySharedObject = SharedObject<any, {}>

/** The value type of a shared object. */
export type ValueOf<O extends AnySharedObject> = NonNullable<O[typeof valueOf]>

/** Two forms, so that an object without options has its methods and no others. */
type ObjectMaker<T extends object> = {
  <const M extends Methods<Draft<T>>>(methods: M): SharedObject<T, M>
  <const M extends Methods<Draft<T>>, const R extends Methods<Immutable<T>> = {}>(
    methods: M,
    options: ObjectOptions<T, R>,
  ): SharedObject<T, M & R>
}

export type ObjectOptions<T extends object, R extends Methods<Immutable<T>>> = {
  /** Methods that only read: they get the frozen value, cannot change it, and commute with each other. */
  readonly reads?: R & Methods<Immutable<T>>
  /** Names of the methods that may wait, where not all of them do: `mayEnd` ends a stretch at these. */
  readonly waits?: readonly string[]
  /** Who holds the object at a value: with it, a stuck verdict names the threads that a waiting one waits for. */
  readonly owners?: (value: Immutable<T>) => readonly ThreadId[]
  /** For whom a thread that is blocked here waits, where that is not for all owners: who is ahead of it in a queue. */
  readonly waitsFor?: (value: Immutable<T>, me: ThreadId) => readonly ThreadId[]
  /** The object as the kernel debugger's `!locks` shows a lock: with it, `lockproof replay --locks` prints it after each step. */
  readonly view?: (value: Immutable<T>) => LockView
}

/**
 * A shared object with an immutable value and recipes as methods: each gets a draft, changes it, and answers, waits (`waitUntil`), fails
 * (`ensure`) or has several outcomes (`pick`). One call is one atomic step.
 *
 * @example
 * const { mutex } = shared({
 *   mutex: object<{ owner: ThreadId | null }>({ owner: null })({
 *     acquire(d, me: ThreadId) { waitUntil(d.owner === null); d.owner = me },
 *     release(d, me: ThreadId) { ensure(d.owner === me, 'release by a non-owner'); d.owner = null },
 *   }),
 * })
 */
export function object<T extends object>(initial: T): ObjectMaker<T> {
  return <M extends Methods<Draft<T>>, R extends Methods<Immutable<T>>>(
    methods: M,
    options?: ObjectOptions<T, R>,
  ): SharedObject<T, M & R> => {
    const order = new KeyOrder(initial)
    const declaration: ObjectDeclaration = {
      name: '',
      madeBy: runningDescription(),
      initial: handedOn(initial, order, 'The initial value of an object is'),
      order,
      domain: undefined,
      isGhost: false,
      owners: explaining('owners', options?.owners, () => declaration.name, isListOfIds),
      waitsFor: explaining('waitsFor', options?.waitsFor, () => declaration.name, isListOfIds),
      view: explaining('view', options?.view, () => declaration.name, isReference),
    }
    const handle = Object.assign(Object.create(knownMembers), { [declarationOf]: declaration }) as Record<
      PropertyKey,
      unknown
    >
    const mayWait = (name: string): boolean => options?.waits?.includes(name) ?? true
    for (const [name, method] of Object.entries(methods))
      handle[name] = performed(declaration, { name, method, isReadOnly: false, mayWait: mayWait(name) })
    for (const [name, method] of Object.entries(options?.reads ?? {}))
      handle[name] = performed(declaration, { name, method, isReadOnly: true, mayWait: mayWait(name) })
    const { waits = [] } = options ?? {}
    const other = waits.find((name) => !Object.hasOwn(handle, name))
    if (other !== undefined) throw noMethod(other, waits, Object.keys(handle))
    return Object.freeze(handle) as never // one performing function for each method: what SharedObject says
  }
}

/**
 * A function that only explains: what goes wrong in it is the author's, whatever it throws. @throws ModelError M014, M005 where its answer is none.
 */
function explaining<A, More extends readonly unknown[]>(
  word: string,
  explain: ((value: never, ...more: More) => A) | undefined,
  name: () => string,
  isAnswer: (answer: unknown) => boolean,
): ((value: unknown, ...more: More) => A) | undefined {
  if (explain === undefined) return undefined
  const site = siteIfWatched(word)
  return (value, ...more) => {
    const who = `${word} of ${name()}`
    const answer = explained(who, () =>
      call(
        { source: explain, role: 'function', name: who, site },
        undefined,
        () => explain(value as never, ...more), // this object's
      ),
    )
    if (isAnswer(answer)) return answer
    throw new ModelError(
      'M005',
      `${who} answered ${show(answer)}: expected ${isAnswer === isListOfIds ? 'a list of thread ids' : 'a view of the lock'}.`,
    )
  }
}

function explained<A>(who: string, run: () => A): A {
  try {
    return run()
  } catch (error) {
    if (error instanceof ModelError || !(error instanceof Error)) throw error
    throw new ModelError('M014', `${who} threw ${error.name}: ${error.message}. It only explains, and must not fail.`, {
      cause: error,
    })
  }
}

function isListOfIds(answer: unknown): boolean {
  return Array.isArray(answer) && answer.every(isThreadId)
}

function isReference(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null
}

type Declared = Pick<OperationRequest, 'isReadOnly' | 'mayWait'> & {
  readonly name: string
  readonly method: (value: never, ...args: never[]) => unknown
}

function performed(object: ObjectDeclaration, { name, method, isReadOnly, mayWait }: Declared) {
  return (...given: never[]): Operation<unknown> => {
    // as they are now: a list that the body goes on changing is its own
    const args = given.map((arg) => handedCopy(arg, byLetters, `${object.name}.${name}() was given`))
    const called = { object, method: name, args }
    const label = operationLabel(called)
    const key = `${name}(${args.map((arg) => encode(arg, `${object.name}.${name}() was given`)).join(',')})`
    // what a recipe gets is what the method expects: a draft of this object's value, or the value
    const recipe = new Recipe(label, method as (...given: readonly unknown[]) => unknown, args, isReadOnly)
    const checked = <O extends readonly Outcome[] | undefined>(value: unknown, outcomes: O): O => {
      if (!mayWait && outcomes?.length === 0) throw waitsUnsaid(name, label, value)
      if (object.isGhost && outcomes !== undefined && outcomes.length !== 1) throw hindersStep(label, value, outcomes)
      return outcomes
    }
    const run = (value: unknown) => checked(value, recipe.outcomes(value))
    const runFast = isReadOnly ? {} : { runFast: (value: unknown) => checked(value, recipe.outcomesOnCopy(value)) }
    return new Operation({ kind: 'operation', ...called, key, label, isReadOnly, mayWait, run, ...runFast })
  }
}

/** `mayEnd` would not end a stretch there. */
function waitsUnsaid(name: string, label: string, value: unknown): ModelError {
  const seen = `${label} waits at ${show(value)}`
  return new ModelError('M012', `${seen}: expected ${name} among the methods that the option waits names.`, {
    expected: 'a method that does not wait',
    seen,
    fix: `Write ${show(name)} into the list waits, or leave the option out.`,
  })
}

/** A thread must not be able to tell that a ghost is there. */
function hindersStep(label: string, value: unknown, outcomes: readonly Outcome[]): ModelError {
  const seen = `${label} ${outcomes.length === 0 ? 'waits' : 'goes several ways'} at ${show(value)}`
  const expected = 'a ghost to go one way, so that the step beside it goes as it would without'
  return new ModelError('M012', `${seen}: expected ${expected}.`, {
    expected,
    seen,
    fix: 'Use no waitUntil and no pick in a ghost.',
  })
}

function noMethod(name: string, waits: readonly string[], methods: readonly string[]): ModelError {
  const expected = `methods of the object: ${methods.join(', ')}`
  return new ModelError('M012', `waits: ${show(waits)}: expected ${expected}.${suggestion(name, methods)}`, {
    expected,
    seen: show(name),
    site: callSite(),
  })
}
