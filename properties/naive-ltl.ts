import type { Automaton } from '../src/explorer/ltl/automaton.ts'

/** Formulas, as the definition of LTL has them: nothing here is shared with what turns them into automata. */
export type Naive =
  | { readonly op: 'true' | 'false' }
  | { readonly op: 'proposition'; readonly name: string }
  | { readonly op: Unary; readonly of: Naive }
  | { readonly op: Binary; readonly left: Naive; readonly right: Naive }
export type Unary = 'not' | 'X' | 'F' | 'G'
export type Binary = 'and' | 'or' | 'implies' | 'iff' | 'U' | 'R' | 'W' | 'M'

/** What holds at each position of an endless word: first those of the stem, then those of the cycle again and again. */
export type Lasso = { readonly stem: readonly Letter[]; readonly cycle: readonly Letter[] }
/** The names that hold. */
export type Letter = readonly string[]

type Word = { readonly letters: readonly Letter[]; readonly after: (position: number) => number }

function wordOf({ stem, cycle }: Lasso): Word {
  const letters = [...stem, ...cycle]
  return { letters, after: (position) => (position + 1 < letters.length ? position + 1 : stem.length) }
}

/** Whether the word satisfies the formula. */
export function satisfies(lasso: Lasso, formula: Naive): boolean {
  return holdsAt(wordOf(lasso), formula, 0)
}

function holdsAt(word: Word, formula: Naive, position: number): boolean {
  const holds = (of: Naive, at = position): boolean => holdsAt(word, of, at)
  /** This position and all later ones: twice the length meets each of the cycle, in the order in which they come. */
  const later: number[] = []
  for (let at = position; later.length < 2 * word.letters.length; at = word.after(at)) later.push(at)
  const always = (of: Naive): boolean => later.every((at) => holds(of, at))
  const until = (left: Naive, right: Naive): boolean => {
    const first = later.findIndex((at) => holds(right, at))
    return first >= 0 && later.slice(0, first).every((at) => holds(left, at))
  }
  switch (formula.op) {
    case 'true':
      return true
    case 'false':
      return false
    case 'proposition':
      return word.letters[position]!.includes(formula.name)
    case 'not':
      return !holds(formula.of)
    case 'X':
      return holds(formula.of, word.after(position))
    case 'F':
      return later.some((at) => holds(formula.of, at))
    case 'G':
      return always(formula.of)
    case 'and':
      return holds(formula.left) && holds(formula.right)
    case 'or':
      return holds(formula.left) || holds(formula.right)
    case 'implies':
      return !holds(formula.left) || holds(formula.right)
    case 'iff':
      return holds(formula.left) === holds(formula.right)
    case 'U':
      return until(formula.left, formula.right)
    case 'W':
      return always(formula.left) || until(formula.left, formula.right)
    case 'M': // right holds up to and with a position where left does
      return later.some(
        (at, i) => holds(formula.left, at) && later.slice(0, i + 1).every((b) => holds(formula.right, b)),
      )
    case 'R': // right holds wherever left did not hold before
      return later.every((at, i) => holds(formula.right, at) || later.slice(0, i).some((b) => holds(formula.left, b)))
  }
}

/** Whether some run of the automaton over the word meets each acceptance set again and again. */
export function accepts({ initial, edges, sets, marks }: Automaton, names: readonly string[], lasso: Lasso): boolean {
  const word = wordOf(lasso)
  const { length } = word.letters
  const bits = word.letters.map((letter) =>
    names.reduce((bits, name, i) => bits | (letter.includes(name) ? 1 << i : 0), 0),
  )
  const successors = (node: number): number[] => {
    const [position, state] = [node % length, Math.floor(node / length)]
    const here = bits[position]!
    const matching = edges[state]!.filter(
      ({ requires, forbids }) => (here & requires) === requires && !(here & forbids),
    )
    return matching.map(({ to }) => to * length + word.after(position))
  }
  const after = (from: readonly number[]): Set<number> => {
    const found = new Set(from)
    for (const node of found) for (const next of successors(node)) found.add(next)
    return found
  }
  const reachable = after(initial.map((state) => state * length))
  const beyond = new Map([...reachable].map((node) => [node, after(successors(node))]))
  return [...reachable].some((node) => {
    const circle = [...beyond.get(node)!].filter((other) => beyond.get(other)!.has(node))
    const met = circle.reduce((met, other) => met | marks[Math.floor(other / length)]!, 0)
    return circle.length > 0 && met === 2 ** sets - 1
  })
}
