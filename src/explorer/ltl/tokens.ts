import { existing } from '../../errors/at.ts'
import { malformed, mostOperators, shown } from './malformed.ts'

export type Constant = 'true' | 'false'
export type Unary = '!' | 'X' | 'F' | 'G'
export type Binary = '&' | '|' | '->' | '<->' | 'U' | 'R' | 'W' | 'M'

export type Token = { readonly place: number; readonly written: string } & (
  | Word
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'end' }
)

type Word =
  | { readonly kind: '(' | ')' }
  | { readonly kind: 'constant'; readonly word: Constant }
  | { readonly kind: 'unary'; readonly operator: Unary }
  | { readonly kind: 'binary'; readonly operator: Binary }

const unary = (operator: Unary): Word => ({ kind: 'unary', operator })
const binary = (operator: Binary): Word => ({ kind: 'binary', operator })
const and = binary('&')
const or = binary('|')

/** What has a meaning of its own, however it is written. */
const words: ReadonlyMap<string, Word> = new Map<string, Word>([
  ['(', { kind: '(' }],
  [')', { kind: ')' }],
  ['true', { kind: 'constant', word: 'true' }],
  ['false', { kind: 'constant', word: 'false' }],
  ...['!', 'not'].map((word) => [word, unary('!')] as const),
  ['X', unary('X')],
  ...['F', '<>'].map((word) => [word, unary('F')] as const),
  ...['G', '[]'].map((word) => [word, unary('G')] as const),
  ...['&', '&&', 'and', '/\\'].map((word) => [word, and] as const),
  ...['|', '||', 'or', '\\/'].map((word) => [word, or] as const),
  ...['->', '=>'].map((word) => [word, binary('->')] as const),
  ...['<->', '<=>'].map((word) => [word, binary('<->')] as const),
  ['U', binary('U')],
  ...['R', 'V'].map((word) => [word, binary('R')] as const),
  ['W', binary('W')],
  ['M', binary('M')],
])

const symbol = String.raw`<->|<=>|->|=>|<>|\[\]|&&?|\|\|?|/\\|\\/|[!()]`
/** A backslash takes the next character as it is. */
const nameInQuotes = String.raw`'(?:[^'\\]|\\.)+'`
/** `trying.P0`, `flag[0]`; and words. */
const plainName = String.raw`[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}\p{N}_]+|\[[\p{L}\p{N}_]+\])*`

/**
 * The last one is the end.
 * @throws ModelError M009 where there is none that could stand there, M007 where there are too many
 */
export function tokensOf(text: string): readonly Token[] {
  const token = new RegExp(String.raw`\s*(${symbol}|${nameInQuotes}|${plainName})`, 'suy')
  const tokens: Token[] = []
  const end = text.trimEnd().length
  let [at, operators, opened] = [0, 0, 0]
  while (at < end) {
    token.lastIndex = at
    const found = token.exec(text)
    if (found === null) throw notOne(text, at)
    const written = existing(found[1], 'a token')
    at = token.lastIndex
    const next = tokenOf(written, at - written.length)
    if (next.kind === 'unary' || next.kind === 'binary') operators++
    if (next.kind === '(') opened++
    if (operators > mostOperators || opened > mostOperators) throw tooLong(text, next.place)
    tokens.push(next)
  }
  return [...tokens, { kind: 'end', place: end, written: '' }]
}

function tokenOf(written: string, place: number): Token {
  if (written.startsWith("'"))
    return { kind: 'name', place, written, name: written.slice(1, -1).replace(/\\(.)/gsu, '$1') }
  const word = words.get(written)
  return word === undefined ? { kind: 'name', place, written, name: written } : { ...word, place, written }
}

function notOne(text: string, from: number): Error {
  const place = from + text.slice(from).search(/\S/)
  const seen = shown(String.fromCodePoint(text.codePointAt(place) as number)) // it is before the end
  const isQuote = text[place] === "'"
  if (isQuote) {
    const fix = "Names in quotes end with a quote, and are not empty: 'my state'."
    return malformed(text, place, { expected: 'a name in quotes', seen: shown(text.slice(place)), fix })
  }
  const expected = 'a proposition, an operator or a parenthesis'
  const fix = "A proposition with other characters than letters, digits and _ stands in quotes: 'my state'."
  return malformed(text, place, { expected, seen, fix })
}

function tooLong(text: string, place: number): Error {
  const expected = `at most ${mostOperators} operators, and as many pairs of parentheses`
  const fix = 'Make several properties of it.'
  return malformed(text, place, { expected, seen: 'more', fix }, 'M007')
}
