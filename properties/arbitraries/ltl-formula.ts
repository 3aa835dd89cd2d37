import fc from 'fast-check'
import type { Binary, Lasso, Naive, Unary } from '../naive-ltl.ts'

export const names: readonly string[] = ['p', 'q.P0', 'r[1]']

/** The ways to write it: which is taken is up to chance. */
const spellings: Readonly<Record<Unary | Binary, readonly string[]>> = {
  not: ['!', 'not '],
  X: ['X '],
  F: ['F ', '<>'],
  G: ['G ', '[]'],
  and: ['&', '&&', 'and', '/\\'],
  or: ['|', '||', 'or', '\\/'],
  implies: ['->', '=>'],
  iff: ['<->', '<=>'],
  U: ['U'],
  R: ['R', 'V'],
  W: ['W'],
  M: ['M'],
}

const leaf: fc.Arbitrary<Naive> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...names).map((name): Naive => ({ op: 'proposition', name })) },
  { weight: 1, arbitrary: fc.constantFrom<Naive>({ op: 'true' }, { op: 'false' }) },
)

/** Of at most so many operators. */
export function formula(operators: number): fc.Arbitrary<Naive> {
  if (operators === 0) return leaf
  const unary = fc
    .tuple(fc.constantFrom<Unary>('not', 'X', 'F', 'G'), formula(operators - 1))
    .map(([op, of]): Naive => ({ op, of }))
  const binary = fc
    .integer({ min: 0, max: operators - 1 })
    .chain((first) =>
      fc
        .tuple(
          fc.constantFrom<Binary>('and', 'or', 'implies', 'iff', 'U', 'R', 'W', 'M'),
          formula(first),
          formula(operators - 1 - first),
        )
        .map(([op, left, right]): Naive => ({ op, left, right })),
    )
  return fc.oneof(unary, binary)
}

const letter = fc.subarray([...names])

export const lasso: fc.Arbitrary<Lasso> = fc.record({
  stem: fc.array(letter, { maxLength: 3 }),
  cycle: fc.array(letter, { minLength: 1, maxLength: 4 }),
})

/** From loose to tight. */
const levels: readonly (readonly Naive['op'][])[] = [['iff'], ['implies'], ['or'], ['and'], ['U', 'R', 'W', 'M']]
const tightest = levels.length
const levelOf = ({ op }: Naive): number => {
  const level = levels.findIndex((ops) => ops.includes(op))
  return level < 0 ? tightest : level
}

/** Its text, with no parentheses but those that it needs; `pick` chooses among the spellings. */
export function textOf(formula: Naive, pick: (count: number) => number): string {
  const within = (part: Naive, least: number): string => {
    const text = textOf(part, pick)
    return levelOf(part) < least ? `(${text})` : text
  }
  if (!('of' in formula) && !('left' in formula)) return formula.op === 'proposition' ? formula.name : formula.op
  const written = spellings[formula.op]
  const word = written[pick(written.length)]!
  if ('of' in formula) return `${word}${within(formula.of, tightest)}`
  const level = levelOf(formula)
  return `${within(formula.left, level + 1)} ${word} ${within(formula.right, level)}`
}
