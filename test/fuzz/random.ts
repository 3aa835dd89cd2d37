import { Random } from '../../src/explorer/orders/random.ts'

/** The same in every run, unless `LOCKPROOF_SEED` says otherwise. */
const firstSeed = Number(process.env.LOCKPROOF_SEED ?? 20250101)

/** A seed of its own for each case, by which it can be made again. */
export function seeds(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => firstSeed + i)
}

export type Source = {
  readonly below: (count: number) => number
  readonly oneOf: <T>(list: readonly T[]) => T
  /** Of a hundred times so many. */
  readonly isOften: (percent: number) => boolean
}

export function source(seed: number): Source {
  const random = new Random(seed)
  const below = (count: number): number => random.below(Math.max(1, count))
  return {
    below,
    oneOf: (list) => {
      if (list.length === 0) throw new RangeError('one of nothing')
      return list[below(list.length)] as never // within its length
    },
    isOften: (percent) => below(100) < percent,
  }
}

/** What texts are seldom made of. */
export const oddTexts: readonly string[] = [
  '',
  ' ',
  '\u0000',
  '\u001b[2J\u001b]0;x\u0007',
  '\r\nverified: everything',
  '\u202eabc',
  '\ud800',
  '\ufeff',
  '𝒳é☃',
  '__proto__',
  'constructor',
  'toString',
  '__defineGetter__',
  'hasOwnProperty',
  'NaN',
  '-0',
  '1e9',
  '1e400',
  '-1',
  '0.5',
  '0x10',
  '9007199254740993',
  'true',
  'null',
  '{}',
  '[1',
  '"',
  "'",
  '%s%n',
  '../..',
  '/dev/null',
  'a'.repeat(5000),
]

/** The text with a piece of it gone, doubled, moved, or something odd in it. */
export function mutatedText(text: string, { below, oneOf }: Source): string {
  const at = below(text.length + 1)
  const end = Math.min(text.length, at + 1 + below(oneOf([1, 4, 40])))
  const piece = text.slice(at, end)
  switch (below(5)) {
    case 0:
      return text.slice(0, at) + text.slice(end)
    case 1:
      return text.slice(0, end) + piece + text.slice(end)
    case 2:
      return text.slice(0, at) + oneOf(oddTexts) + text.slice(at)
    case 3:
      return text.slice(0, at) + String.fromCharCode(below(0x10000)) + text.slice(at + 1)
    default:
      return text.slice(0, at)
  }
}
