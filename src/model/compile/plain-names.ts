import type { LocalId, ThreadIndex } from '../ir.ts'
import { isThreadId } from '../values/thread-id.ts'
import type { SymmetrySource } from './symmetry-source.ts'

export type PlaceOfThread = { readonly thread: ThreadIndex; readonly local: LocalId }

/**
 * What to do where two threads were told apart by plain numbers or names, and one of these is in a value, an argument, or what a thread remembers:
 * nobody can tell whether it is the thread there. `undefined` where it is nowhere; with `of`, where the thread has not been answered it.
 */
export function plainNamesAdvice(
  source: SymmetrySource,
  pair: readonly [ThreadIndex, ThreadIndex],
  of: PlaceOfThread | undefined,
): string | undefined {
  const { threads } = source.design
  const [left] = pair
  const names = pair.map((thread) => threads[thread]?.key)
  if (names.some(isThreadId)) return undefined
  const isData = of === undefined ? isAmongData(source, pair, new Set(names)) : isAnswered(source, of, new Set(names))
  if (!isData) return undefined
  const what = typeof names[0] === 'number' ? 'numbers' : 'strings'
  const count = threads.filter(({ family }) => family === threads[left]?.family).length
  return `They are told apart by plain ${what}, which are never exchanged in data: threadIds(${count}) makes identities, which are.`
}

type Names = ReadonlySet<unknown>

function isAnswered({ threads }: SymmetrySource, { thread, local }: PlaceOfThread, names: Names): boolean {
  const history = threads[thread]?.arrival(local).history ?? []
  return history.some(({ answers }) => holds(answers, names))
}

function isAmongData({ operations, automata }: SymmetrySource, pair: readonly ThreadIndex[], names: Names): boolean {
  if (operations.objects.some((object) => object.all().some((value) => holds(value, names)))) return true
  return pair.some((thread) =>
    automata[thread]?.locals.some(({ arrival: { history, pending } }) => {
      const { args = [], guard } = pending.kind === 'operation' ? pending.request : {}
      const remembered = history.flatMap(({ state, answers }) => [state, ...answers])
      return holds([...args, guard?.given, ...remembered], names)
    }),
  )
}

function holds(value: unknown, names: Names): boolean {
  if (typeof value !== 'object' || value === null) return names.has(value)
  if (Array.isArray(value)) return value.some((item) => holds(item, names))
  return Object.entries(value).some(([key, part]) => names.has(key) || holds(part, names))
}
