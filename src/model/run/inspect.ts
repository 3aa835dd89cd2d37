/**
 * Reads the text of what a user wrote for what running it would miss or find late: something written that outlives the call (what one run leaves there,
 * the next one would find), a step in a `finally` block (it would run in the middle of an error), a function that is `async`. A text is read once, and
 * what was found in it is remembered: it is refused every time.
 */
import { parse } from 'acorn'
import { ModelError, type ModelErrorCode } from '../../errors/model-error.ts'
import { declarationOf, type ObjectDeclaration } from '../protocol/declarations.ts'
import { sharedName } from '../protocol/names.ts'
import { callSite } from '../protocol/site.ts'
import { show } from '../values/encode.ts'
import { isProtected } from '../values/protections.ts'
import { hasStepInFinally } from './step-in-finally.ts'
import { functionIn } from './syntax.ts'
import { lastingWrite, type Write } from './writes.ts'

export type UserFunction = (...args: never[]) => unknown

/**
 * What a function is for: a body performs steps; of what a recipe is given, the first may be changed. A description may write what it likes, since it
 * is run twice and compared.
 */
export type Role = 'body' | 'recipe' | 'function' | 'description'

type Finding = {
  readonly code: ModelErrorCode
  readonly says: string
  readonly expected?: string
  readonly fix: string
}

const byFunction = new WeakMap<UserFunction, Finding | 'nothing'>()
/** By role, then by text. */
const byText: Readonly<Record<Role, Map<string, Finding | 'nothing'>>> = {
  body: new Map(),
  recipe: new Map(),
  function: new Map(),
  description: new Map(),
}

/** What was given, in few words: a cell or an object by its name. */
export function givenText(given: unknown): string {
  const declaration = typeof given === 'object' && given !== null && Reflect.get(given, declarationOf)
  return declaration ? sharedName(declaration as ObjectDeclaration) : show(given)
}

/** Plain JavaScript may give anything. @throws ModelError M012 where it is none. */
export function requireFunction(code: unknown, name: string, site?: string): void {
  if (typeof code === 'function') return
  const seen = givenText(code)
  throw new ModelError('M012', `${name}: expected a function, saw ${seen}.`, {
    expected: 'a function',
    seen,
    site: site ?? callSite(),
  })
}

/**
 * `name` is who is inspected, in the message. @throws ModelError M012 for what is no function, M002 for an async function
 * and for a generator that should be none, M004 for a write to what outlives the call and for a text that cannot be read,
 * M009 for a step in a `finally` block, M013 for a change of what was handed in.
 */
export function inspect(code: UserFunction, role: Role, name: string, site?: string): void {
  requireFunction(code, name, site)
  if (!isProtected('texts are inspected')) return
  const found = byFunction.get(code) ?? findingOf(code, role)
  byFunction.set(code, found)
  if (found !== 'nothing')
    throw new ModelError(found.code, `${name} ${found.says} ${found.fix}`, {
      fix: found.fix,
      site: site ?? callSite(),
      ...(found.expected === undefined ? {} : { expected: found.expected }),
    })
}

function findingOf(code: UserFunction, role: Role): Finding | 'nothing' {
  const text = code.toString()
  const found = byText[role].get(text) ?? read(text, role, code.name)
  byText[role].set(text, found)
  return found
}

/** All that writes, or is refused, has one of these in its text: without them there is nothing to parse. */
const telling =
  /[^=!<>]=(?![=>])|<<=|>>=|\+\+|--|\\u|\b(?:delete|for|async|finally|Object|Reflect|push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin|set|add|clear)\b|\[native code\]/
const declared = /\b(?:const|let|var)\s+[\w$]+\s*=(?![=>])/g

function isHarmless(text: string, role: Role): boolean {
  return !telling.test(text.replace(declared, '')) && (role === 'body' || !text.includes('*'))
}

function read(text: string, role: Role, name: string): Finding | 'nothing' {
  if (isHarmless(text, role)) return 'nothing'
  const root = functionIn(text, parse)
  if (root === undefined) return name.startsWith('bound ') || role === 'body' ? unreadable : 'nothing' // else one of the language's own
  if (root.async) return asynchronous
  if (root.generator === true && role !== 'body') return generator
  if (role === 'body' && hasStepInFinally(root)) return finallyStep
  if (role === 'description') return 'nothing'
  const write = lastingWrite(root, text, role === 'recipe' ? 1 : 0)
  return write === undefined ? 'nothing' : write.isOfParameter ? changesParameter(write) : changesOuter(write)
}

const unreadable: Finding = {
  code: 'M004',
  says: 'is a bound or built-in function: expected one whose text can be read, since what it writes to could outlive it.',
  fix: 'Write it as a function of its own, without bind().',
}

const asynchronous: Finding = {
  code: 'M002',
  says: 'is an async function: expected one that ends at once, since nothing else happens meanwhile.',
  expected: 'a function that is not async',
  fix: 'Leave out async and await; what may happen later is a step of its own.',
}

const generator: Finding = {
  code: 'M002',
  says: 'is a generator function: expected a plain one, since it is part of one step.',
  expected: 'a plain function',
  fix: 'Leave out the * and yield; steps belong in bodies.',
}

const finallyStep: Finding = {
  code: 'M009',
  says: 'has a step in a finally block: expected steps outside of it, since it would run in the middle of an error.',
  fix: 'Put the step after the block.',
}

function changesOuter({ verb, path, statement, line }: Write): Finding {
  return {
    code: 'M004',
    says: `${verb} ${path} ("${statement}", line ${line} of it), which outlives it: it is run many times, and may depend only on its arguments and answers.`,
    expected: 'changes to variables of its own',
    fix: 'Use loop(initial, …) or fold(…) to carry a value, or a cell to share one.',
  }
}

function changesParameter({ verb, path, statement, line }: Write): Finding {
  return {
    code: 'M013',
    says: `${verb} ${path} ("${statement}", line ${line} of it), which it was given: what is handed on is remembered as it was.`,
    expected: 'a new value',
    fix: 'Make a new one and return it: [...seen, x], { ...record, key: value }.',
  }
}
