import type { RandomWalkOptions, SearchKind } from '../../check/options/search-kinds.ts'
import { searchNumbers } from '../../check/options/search-numbers.ts'
import { UsageError } from '../../errors/usage-error.ts'
import { examineValue } from '../../options/examined.ts'
import type { Kind } from '../../options/kinds.ts'

/** The order of search and its numbers, as commander gives them. */
export type SearchFlags = {
  readonly search: string
  readonly seed?: string
  readonly runs?: string
  readonly steps?: string
  readonly bugDepth?: string
  readonly preemptions?: string
}

type Numbers = Exclude<keyof SearchFlags, 'search'>

const options: Readonly<Record<Numbers, string>> = {
  seed: '--seed',
  runs: '--runs',
  steps: '--steps',
  bugDepth: '--bug-depth',
  preemptions: '--preemptions',
}

const numbers: Readonly<Record<Numbers, Kind>> = { ...searchNumbers, preemptions: searchNumbers.bound }

const takes: Readonly<Record<string, readonly Numbers[]>> = {
  bfs: [],
  dfs: [],
  random: ['seed', 'runs', 'steps'],
  pct: ['seed', 'runs', 'steps', 'bugDepth'],
  preemptions: ['preemptions'],
}

/** @throws UsageError U006 for an unknown search, a number that is none, or one that the search does not take. */
export function searchOf(flags: SearchFlags): SearchKind {
  const { search } = flags
  const taken = Object.hasOwn(takes, search) ? takes[search] : undefined
  if (taken === undefined) {
    const expected = Object.keys(takes).join(', ')
    throw new UsageError('U006', `--search is '${search}': expected one of ${expected}.`, { expected, seen: search })
  }
  const given = (Object.keys(options) as Numbers[]).filter((name) => flags[name] !== undefined) // its own keys
  const stray = given.find((name) => !taken.includes(name))
  if (stray !== undefined) {
    const fits = Object.keys(takes).filter((kind) => takes[kind]?.includes(stray))
    throw new UsageError('U006', `${options[stray]} goes with --search ${fits.join(' or ')}: saw --search ${search}.`)
  }
  if (search === 'random') return { randomWalk: runsOf(flags) }
  if (search === 'pct') return { pct: { ...runsOf(flags), ...numberOf(flags, 'bugDepth') } }
  if (search === 'preemptions') {
    const { preemptions } = numberOf(flags, 'preemptions')
    return { preemptions: preemptions === undefined ? {} : { bound: preemptions } }
  }
  return search === 'dfs' ? 'depth first' : 'breadth first'
}

function runsOf(flags: SearchFlags): RandomWalkOptions {
  return { ...numberOf(flags, 'seed'), ...numberOf(flags, 'runs'), ...numberOf(flags, 'steps') }
}

/** The number under its name, or nothing. */
function numberOf<N extends Numbers>(flags: SearchFlags, name: N): { readonly [K in N]?: number } {
  const text = flags[name]
  if (text === undefined) return {}
  if (!/^-?\d+$/.test(text)) {
    throw new UsageError('U006', `${options[name]} is '${text}': expected a whole number.`, {
      expected: 'a whole number',
      seen: text,
    })
  }
  examineValue(options[name], Number(text), numbers[name])
  return { [name]: Number(text) } as { readonly [K in N]?: number } // one entry, under its name
}
