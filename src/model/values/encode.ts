/**
 * One text for each value of plain data: equal values have equal texts whatever the order of their keys, different values different ones.
 * Values that are kept keep their text, so that one that shares its parts with an older one (as immer's results do) costs what has changed. Others do
 * not: most results of recipes are thrown away, and a weak reference to each costs more than it saves.
 */
import { ModelError } from '../../errors/model-error.ts'
import { keyListOf } from './key-list.ts'
import { isRecord } from './record.ts'
import { isThreadId, type ThreadId, threadIdNumber } from './thread-id.ts'

const known = new WeakMap<object, string>()
const quoted = new Map<string, string>()
/** Plain data is not nested deeper than this; a cycle is. */
const maxDepth = 64
/** The line that gave the value stands in the stack of the error, below the calls that went into its parts. */
const framesOfValue = 3 * maxDepth + 16

/** @throws ModelError M005 when the value is not plain data. `what` names it in the message: `mutex.waiters() returned`. */
export function encode(value: unknown, what: string, depth = 0): string {
  switch (typeof value) {
    case 'undefined':
      return 'u'
    case 'boolean':
      return value ? 't' : 'f'
    case 'number':
      if (Number.isNaN(value)) throw notPlain(what, 'NaN')
      return String(value) // of -0 it is 0
    case 'bigint':
      return `${value}n`
    case 'string':
      return quote(value)
    case 'symbol':
      if (!isThreadId(value)) throw notPlain(what, 'a symbol')
      return `@${threadIdNumber(value)}`
    case 'object':
      return value === null ? 'n' : encodeObject(value, what, depth)
    default:
      throw notPlain(what, 'a function')
  }
}

function quote(text: string): string {
  const seen = quoted.get(text)
  if (seen !== undefined) return seen
  const made = JSON.stringify(text)
  quoted.set(text, made)
  return made
}

function encodeObject(value: object, what: string, depth: number): string {
  const seen = known.get(value)
  if (seen !== undefined) return seen
  if (depth > maxDepth) throw notPlain(what, 'a cycle')
  return Array.isArray(value) ? encodeList(value, what, depth) : encodeRecord(value, what, depth)
}

/** Remembers the text of a value that is frozen through and through, and will be kept. */
export function keepText(value: object, text: string): void {
  known.set(value, text)
}

function encodeList(list: readonly unknown[], what: string, depth: number): string {
  let text = '['
  for (let i = 0; i < list.length; i++) text += `${i === 0 ? '' : ','}${encode(list[i], what, depth + 1)}`
  return `${text}]`
}

function encodeRecord(value: object, what: string, depth: number): string {
  if (!isRecord(value)) throw notPlain(what, describe(value))
  const record = value
  const { keys, text: beginning } = keyListOf(Object.keys(record)).byLetters
  let text = Object.getPrototypeOf(value) === null ? `o${beginning}` : beginning // a record that inherits nothing is another value
  for (let i = 0; i < keys.length; i++) text += `${encode(record[keys[i] as string], what, depth + 1)},` // below the length
  for (const id of byNumber(Object.getOwnPropertySymbols(record), what))
    text += `@${threadIdNumber(id)}:${encode(record[id], what, depth + 1)},`
  return `${text}}`
}

/** Sorted in place, by insertion: most lists are short and in order. */
function byNumber(ids: symbol[], what: string): readonly ThreadId[] {
  for (const id of ids) if (!isThreadId(id)) throw notPlain(what, `a key ${String(id)}`)
  const sorted = ids as ThreadId[] // no other was seen
  for (let i = 1; i < sorted.length; i++) {
    const id = sorted[i] as ThreadId // below the length
    const number = threadIdNumber(id)
    let place = i
    while (place > 0 && threadIdNumber(sorted[place - 1] as ThreadId) > number)
      sorted[place] = sorted[--place] as ThreadId
    sorted[place] = id
  }
  return sorted
}

function describe(value: object): string {
  if (value instanceof Promise) return 'a Promise'
  const name = value.constructor?.name
  return name === 'Map' || name === 'Set' || name === 'Date' ? `a ${name}` : `an instance of ${name || 'a class'}`
}

export function notPlain(what: string, seen: string): ModelError {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = framesOfValue
  try {
    return new ModelError(
      'M005',
      `${what} ${seen}: expected plain data (null, booleans, numbers, strings, thread ids, arrays, plain objects).`,
      {
        expected: 'plain data',
        seen,
        fix: 'Use arrays and plain objects; withMember() and withoutMember() keep a set as a list.',
      },
    )
  } finally {
    Error.stackTraceLimit = limit
  }
}

/** A thread that a verdict names stands in values as a registered symbol. */
function isThreadOfVerdict(value: unknown): value is symbol {
  return typeof value === 'symbol' && Symbol.keyFor(value) !== undefined
}

/** The value as a person writes it: `'up'`, `[T0, T1]`, `{ owner: T0, depth: 2 }`. */
export function show(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`
  if (isThreadId(value) || isThreadOfVerdict(value)) return value.description ?? ''
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`
  if (typeof value === 'function') return functionText(value.toString())
  if (typeof value !== 'object' || value === null) return String(value)
  const record = value as Readonly<Record<PropertyKey, unknown>> // any object can be read by key
  const fields = [
    ...Object.keys(record).map(
      (key) => `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key)}: ${show(record[key])}`,
    ),
    ...Object.getOwnPropertySymbols(record).map((id) => `${id.description ?? ''}: ${show(record[id])}`),
  ]
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
}

/** Loaders leave out white space, which people need, or keep comments, which need lines of their own. */
function functionText(text: string): string {
  const code = text.replace(/^\s*(?:\/\/.*|\/\*[\s\S]*?\*\/)/gm, '')
  return code.replace(/\s+/g, ' ').replace(/ ?(=>|[=!]==?|[<>]=|&&|\|\||\?\?) ?/g, ' $1 ')
}
