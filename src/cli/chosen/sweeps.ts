import { UsageError } from '../../errors/usage-error.ts'

/** Parameters of one system of a sweep, as texts. */
export type Texts = ReadonlyMap<string, string>

/** More would be a slip of the hand. */
const mostSystems = 1000

/**
 * All combinations of the values; those of the first parameter follow each other, so that growth is seen.
 * @throws UsageError U006 for more than a thousand.
 */
export function combinations(values: ReadonlyMap<string, readonly string[]>): readonly Texts[] {
  const count = [...values.values()].reduce((product, { length }) => product * length, 1)
  if (count > mostSystems) {
    throw new UsageError('U006', `sweep: expected at most ${mostSystems} systems, saw ${count}. Give fewer values.`, {
      expected: `at most ${mostSystems} systems`,
      seen: `${count}`,
      fix: 'Give fewer values',
    })
  }
  return [...values]
    .toReversed()
    .reduce<readonly Texts[]>(
      (all, [name, texts]) => all.flatMap((one) => texts.map((text) => new Map([[name, text], ...one]))),
      [new Map()],
    )
}

/** `2..5` of numbers, and lists of them, of texts and of flags: `1,2,4..6`. What is a value of another kind is one. */
export function sweptValues(text: string, standard: unknown): readonly string[] {
  if (!['number', 'string', 'boolean'].includes(typeof standard)) return [text]
  return text.split(',').flatMap((part) => (typeof standard === 'number' ? range(part) : [part]))
}

function range(text: string): readonly string[] {
  const [, first, last] = /^\s*(-?\d+)\.\.(-?\d+)\s*$/.exec(text) ?? []
  if (first === undefined || last === undefined) return [text]
  const [from, to] = [Number(first), Number(last)]
  if (from > to || to - from >= mostSystems) {
    const expected = `a range upwards of at most ${mostSystems} numbers, such as 2..5`
    throw new UsageError('U006', `sweep: expected ${expected}, saw ${text}.`, { expected, seen: text })
  }
  return Array.from({ length: to - from + 1 }, (_, index) => `${from + index}`)
}
