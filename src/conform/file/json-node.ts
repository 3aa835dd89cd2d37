import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import type { UsageError } from '../../errors/usage-error.ts'
import type { Place, Recorded } from '../recording/recording.ts'
import { fileError, type Malformed } from './file-error.ts'
import { FileText } from './file-text.ts'

/** A value of a JSON file that knows where it is written, and says so when it is not what was expected. */
export class JsonNode {
  readonly #file: FileText
  readonly #node: Node
  /** The name before it, where it is a member. */
  readonly #key: Node | undefined
  /** For messages: `step 3 of "writer waits"`. */
  readonly what: string

  constructor(file: FileText, node: Node, what: string, key?: Node) {
    this.#file = file
    this.#node = node
    this.#key = key
    this.what = what
  }

  get place(): Place {
    return this.#file.placeOf(this.#node.offset)
  }

  error(expected: string, fix?: string): UsageError {
    return this.malformed({ what: this.what, expected, seen: this.seen, ...(fix === undefined ? {} : { fix }) })
  }

  malformed(malformed: Malformed): UsageError {
    return fileError(this.#file.name, this.place, malformed)
  }

  /** Of a member that should not be there: the place is that of its name. */
  misnamed(malformed: Malformed): UsageError {
    return fileError(this.#file.name, this.#file.placeOf((this.#key ?? this.#node).offset), malformed)
  }

  /** The value as it is written, cut where it is long. */
  get seen(): string {
    const { offset, length, type } = this.#node
    const text = this.#file.text.slice(offset, offset + length).replace(/\s+/g, ' ')
    if (text.length <= 60) return text
    return type === 'object' ? 'an object' : type === 'array' ? 'a list' : `${text.slice(0, 59)}…`
  }

  get isNull(): boolean {
    return this.#node.type === 'null'
  }

  /** No text, number, true, false or null. */
  get isCompound(): boolean {
    return this.#node.type === 'object' || this.#node.type === 'array'
  }

  get isObject(): boolean {
    return this.#node.type === 'object'
  }

  string(): string {
    if (typeof this.#node.value === 'string') return this.#node.value
    throw this.error('a text in quotes')
  }

  boolean(): boolean {
    if (typeof this.#node.value === 'boolean') return this.#node.value
    throw this.error('true or false')
  }

  recorded(): Recorded {
    const { type, value } = this.#node
    if (type === 'null') return null
    if (type === 'string' || type === 'number' || type === 'boolean') return value
    throw this.error('a text, a number, true, false or null')
  }

  oneOf<const T extends string>(known: readonly T[], fix?: string): T {
    const found = known.find((value) => value === this.#node.value)
    if (found !== undefined) return found
    throw this.error(`one of ${known.map((value) => `"${value}"`).join(', ')}`, fix)
  }

  list(what: (index: number) => string): readonly JsonNode[] {
    if (this.#node.type !== 'array') throw this.error('a list [ … ]')
    return (this.#node.children ?? []).map((child, i) => new JsonNode(this.#file, child, what(i)))
  }

  /** The members by their names. @throws UsageError U008 where one is there twice. */
  members(): ReadonlyMap<string, JsonNode> {
    if (this.#node.type !== 'object') throw this.error('an object { … }')
    const members = new Map<string, JsonNode>()
    for (const { children: [key, value] = [] } of this.#node.children ?? []) {
      if (key === undefined || value === undefined) continue
      if (members.has(key.value)) {
        const twice = new JsonNode(this.#file, key, `"${key.value}" of ${this.what}`)
        throw twice.malformed({ what: twice.what, expected: 'it once', seen: 'it a second time', fix: 'Remove one.' })
      }
      members.set(key.value, new JsonNode(this.#file, value, `"${key.value}" of ${this.what}`, key))
    }
    return members
  }

  /** @throws UsageError U008 where it is missing. */
  member(name: string): JsonNode {
    const found = this.members().get(name)
    if (found !== undefined) return found
    throw this.malformed({ what: this.what, expected: `a member "${name}"`, seen: this.#seenMembers() })
  }

  #seenMembers(): string {
    const names = [...this.members().keys()].map((name) => `"${name}"`)
    return names.length === 0 ? 'none' : names.join(', ')
  }
}

const wording: Readonly<Record<string, string>> = {
  ValueExpected: 'a value',
  InvalidSymbol: 'texts in quotes, numbers, true, false or null',
  ColonExpected: 'a colon',
  CommaExpected: 'a comma',
  PropertyNameExpected: 'the name of a member in quotes',
  CloseBraceExpected: 'a closing brace',
  CloseBracketExpected: 'a closing bracket',
  EndOfFileExpected: 'the end of the file',
  InvalidCommentToken: 'JSON, which has no comments',
}

/** @throws UsageError U008 where the text is not JSON. */
export function parseJson(name: string, text: string): JsonNode {
  const file = new FileText(name, text.replace(/^\uFEFF/, ''))
  const errors: ParseError[] = []
  const root = treeOf(file, errors)
  const [error] = errors
  if (error === undefined && root !== undefined) return new JsonNode(file, root, 'the file')
  const { offset, length } = error ?? { offset: 0, length: 0 }
  const seen = file.text.slice(offset, offset + Math.min(length, 40))
  throw fileError(name, file.placeOf(offset), {
    what: 'the file is not JSON',
    expected: wording[error === undefined ? '' : printParseErrorCode(error.error)] ?? 'a value',
    seen: seen === '' ? 'the end of the file' : seen,
  })
}

/** The parser goes down level by level, and has no room for thousands. */
function treeOf(file: FileText, errors: ParseError[]): Node | undefined {
  try {
    return parseTree(file.text, errors, { disallowComments: true, allowTrailingComma: false })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw fileError(file.name, file.placeOf(0), {
      what: 'the file',
      expected: 'the seven levels of a recording',
      seen: 'lists or objects in each other, thousands deep',
    })
  }
}
