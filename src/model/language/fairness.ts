/** What a description assumes of runs without end. */
import { ModelError } from '../../errors/model-error.ts'
import { suggestion } from '../../errors/suggestion.ts'
import type { ObjectDeclaration } from '../protocol/declarations.ts'
import { callSite } from '../protocol/site.ts'
import { type FairnessKind, fairnessKinds, mostActions, type NamedAction } from '../protocol/waiting.ts'
import { call } from '../run/call.ts'
import { inspect } from '../run/inspect.ts'
import { show } from '../values/encode.ts'
import type { ThreadId } from '../values/thread-id.ts'
import type { Cell } from './cell.ts'
import { partsOf } from './declared.ts'
import type { AnySharedObject } from './object.ts'
import { Row } from './row.ts'

/** What is assumed of runs without end. */
export type Fairness = {
  /** Of each thread: nothing; *weak*: whoever could always go on does so some time; *strong*: whoever could again and again does so some time. */
  readonly threads?: FairnessKind
  /** Threads of whom nothing is assumed. */
  readonly except?: readonly (string | ThreadId)[]
  /** Steps that come some time if they could again and again: `strong(flag, 'compareAndSwap', (done) => done)`. */
  readonly strong?: readonly StrongAction[]
}

/** Made by `strong`. */
export type StrongAction = { readonly action: NamedAction }

// biome-ignore lint/suspicious/noExplicitAny: a cell is invariant in its values, so only `any` admits all cells
type Acted = Cell<any> | Row<any, Cell<any> | AnySharedObject> | AnySharedObject
type MethodsOf<O> = O extends Row<infer _K, infer One> ? One : O
type MethodName<O> = {
  [M in keyof MethodsOf<O>]: MethodsOf<O>[M] extends (...args: never[]) => Iterable<unknown, unknown> ? M : never
}[keyof MethodsOf<O>]
type AnswerOfMethod<O, M extends keyof MethodsOf<O>> = MethodsOf<O>[M] extends (
  ...args: never[]
) => Iterable<unknown, infer R>
  ? R
  : never

/**
 * A step of any thread of which this method is part, with an answer that counts: all of them, unless said otherwise.
 * @example
 * fairness({ strong: [strong(flag, 'compareAndSwap', (hasTaken) => hasTaken)] })
 * starvationFree(trying, critical)
 */
export function strong<O extends Acted, M extends MethodName<O> & string>(
  of: O,
  method: M,
  counts: (answer: AnswerOfMethod<O, M>) => boolean = () => true,
): StrongAction {
  const objects = declarationsOf(of)
  requireMethod(of instanceof Row ? of.each()[0] : of, method)
  const name = 'strong(…)'
  inspect(counts, 'function', name)
  const asked = (answer: unknown): boolean =>
    call({ source: counts, role: 'function', name }, undefined, () => counts(answer as AnswerOfMethod<O, M>)) // the method's
  return {
    action: {
      get label() {
        return `${objects.map(({ name: of }) => of).join(', ')}.${method}`
      },
      objects,
      method,
      counts: asked,
    },
  }
}

function requireMethod(of: object | undefined, method: string): void {
  if (of !== undefined && method in of && typeof Reflect.get(of, method) === 'function') return
  throw refused(`strong(…, ${show(method)})`, 'a method of what it is given')
}

function declarationsOf(of: Acted): readonly ObjectDeclaration[] {
  const parts = partsOf(of)
  if (parts !== undefined) return parts.map(({ declaration }) => declaration)
  throw refused(`strong(${show(of)}, …)`, 'a cell, an object, or a row of them')
}

const parts = ['threads', 'except', 'strong']

/** @throws ModelError M009 where it is nothing to assume, M007 where it is too much. */
export function fairnessGiven(assumed: FairnessKind | Fairness): Fairness {
  const given: unknown = typeof assumed === 'string' ? { threads: assumed } : assumed
  if (typeof given !== 'object' || given === null) throw refused(`fairness(${show(given)})`, 'a word or an object')
  const other = Object.keys(given).find((key) => !parts.includes(key))
  if (other !== undefined)
    throw refused(`fairness({ ${other}: … })`, `one of ${parts.join(', ')}`, suggestion(other, parts))
  const { threads = 'weak', except = [], strong: actions = [] } = given as Partial<Record<string, unknown>>
  if (!fairnessKinds.some((kind) => kind === threads))
    throw refused(`fairness(${show(threads)})`, "'none', 'weak' or 'strong'")
  if (!Array.isArray(except)) throw refused(`fairness({ except: ${show(except)} })`, 'a list of threads')
  if (!Array.isArray(actions) || !actions.every(isAction))
    throw refused('fairness({ strong: … })', 'a list of actions, each made by strong(…)')
  if (actions.length > mostActions) throw tooMany(actions.length)
  return given
}

function isAction(one: unknown): boolean {
  return typeof one === 'object' && one !== null && 'action' in one
}

function tooMany(count: number): ModelError {
  const expected = `at most ${mostActions} actions`
  return new ModelError('M007', `fairness({ strong: … }): expected ${expected}, saw ${count}.`, {
    expected,
    seen: `${count}`,
    fix: 'One action may be of several answers, and of all cells of a row.',
    site: callSite(),
  })
}

export function refused(what: string, expected: string, more = ''): ModelError {
  return new ModelError('M009', `${what}: expected ${expected}.${more}`, { expected, seen: what, site: callSite() })
}
