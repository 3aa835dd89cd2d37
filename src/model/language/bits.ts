/** Words whose bits are fields: what a lock word is to those who wrote it. */
import { ModelError } from '../../errors/model-error.ts'
import { suggestion } from '../../errors/suggestion.ts'
import { callSite } from '../protocol/site.ts'
import { requireRoom } from './bounds.ts'

/** How many bits each field has, the lowest first. */
type Widths = Readonly<Record<string, number>>
type Fields<W extends Widths> = { readonly [F in keyof W]: number }

/** The fields of a word, and what can be done with them: functions of numbers. */
export type Bits<W extends Widths> = {
  /** All words that the fields can form, from 0 on. */
  readonly words: readonly number[]
  /** The word with these fields, and 0 in the others. */
  of(fields: Partial<Fields<W>>): number
  /** One field of the word. */
  get(word: number, field: keyof W & string): number
  /** The word with these fields in place of its own. */
  set(word: number, fields: Partial<Fields<W>>): number
  /** All fields of the word. */
  fields(word: number): Fields<W>
  /** The word with all bits of the field, and no others: for `fetchOr`, `fetchAnd`, `fetchXor`. */
  mask(field: keyof W & string): number
}

/** What a cell must know of them. */
export type Layout = {
  readonly words: readonly number[]
  fields(word: number): Readonly<Record<string, number>>
}

export function isLayout(domain: Layout | readonly unknown[]): domain is Layout {
  return !Array.isArray(domain)
}

/** The fields of what is one of the words, for people; `undefined` of anything else. */
export function fieldsOf({ words, fields }: Layout): (value: unknown) => unknown {
  return (value) => (words.includes(value as number) ? fields(value as number) : undefined) // then it is a number
}

type Place = { readonly low: number; readonly width: number }

/**
 * A word of fields, each of so many bits, the first lowest. `cell(layout)` is a variable with such a word, which traces show by field.
 * @example
 * const layout = bits({ locked: 1, readers: 2 })
 * const { word } = shared({ word: cell(layout) })
 * yield* word.fetchOr(layout.mask('locked'))
 */
export function bits<const W extends Widths>(widths: W): Bits<W> {
  const places = placesOf(widths)
  const place = (field: string): Place => {
    const found = places.get(field)
    if (found !== undefined) return found
    const [expected, seen] = [`one of ${[...places.keys()].join(', ')}`, field]
    const hint = suggestion(field, [...places.keys()])
    throw new ModelError('M006', `bits(…) has no field ${field}: expected ${expected}.${hint}`, { expected, seen })
  }
  const get = (word: number, field: string): number => {
    const { low, width } = place(field)
    return (word >> low) & (2 ** width - 1)
  }
  const set = (word: number, fields: Partial<Fields<W>>): number =>
    Object.entries(fields).reduce(
      (before, [field, value]) => withField(before, field, place(field), Number(value)),
      word,
    )
  const size = 2 ** [...places.values()].reduce((sum, { width }) => sum + width, 0)
  return Object.freeze({
    words: Array.from({ length: size }, (_, word) => word),
    of: (fields) => set(0, fields),
    get,
    set,
    fields: (word) => Object.fromEntries([...places.keys()].map((field) => [field, get(word, field)])) as Fields<W>, // one for each
    mask: (field) => {
      const { low, width } = place(field)
      return (2 ** width - 1) << low
    },
  } satisfies Bits<W>)
}

/** @throws ModelError M009 where a width is none, M007 where the words are too many. */
function placesOf(widths: Widths): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>()
  let low = 0
  for (const [field, width] of Object.entries(widths)) {
    if (!(Number.isSafeInteger(width) && width > 0)) throw noWidth(field, width)
    requireRoom('bits(…)', 0, 2 ** (low + width))
    places.set(field, { low, width })
    low += width
  }
  return places
}

function noWidth(field: string, width: number): ModelError {
  const [expected, seen] = ['a number of bits, 1 or more', String(width)]
  const text = `bits({ ${field}: ${seen} }): expected ${expected}.`
  return new ModelError('M009', text, { expected, seen, site: callSite() })
}

function withField(word: number, field: string, { low, width }: Place, value: number): number {
  const most = 2 ** width - 1
  if (Number.isSafeInteger(value) && value >= 0 && value <= most) return (word & ~(most << low)) | (value << low)
  const [expected, seen] = [
    `0 to ${most}, which ${width === 1 ? 'its bit' : `its ${width} bits`} can hold`,
    String(value),
  ]
  throw new ModelError('M006', `${field} would be ${seen}: expected ${expected}.`, { expected, seen })
}
