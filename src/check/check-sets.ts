import { InternalError } from '../errors/internal-error.ts'
import { type SearchOptions, startSearch } from '../explorer/search.ts'
import { CheckingChooser } from '../explorer/stubborn/check-chosen-sets.ts'
import { StubbornDefinition } from '../explorer/stubborn/stubborn-definition.ts'
import { stubbornSets } from '../explorer/stubborn/stubborn-sets.ts'
import type { Program } from '../model/ir.ts'
import { finished } from './finished.ts'

/**
 * Holds the stubborn sets of a search against their definition. Expects tables that say all that can be reached. A sentence about it; none where
 * no set was chosen.
 * @throws InternalError where a set is wrong.
 */
export function* checkSets(program: Program, options: () => SearchOptions): Generator<undefined, readonly string[]> {
  const made = stubbornSets(program, { keepsLocalStates: true })
  if ('refused' in made || made.evidence.mayMeetUnknown) return []
  const isLate = (): boolean => (options().limitMs ?? 0) < 0
  const definition = new StubbornDefinition(program, { bytes: options().limitBytes, isLate })
  const chooser = new CheckingChooser(made.chooser, definition)
  const { limit } = yield* finished(startSearch(program, { ...options(), chooser }))
  const { sets, complete, wrong } = chooser.checked
  if (wrong !== undefined)
    throw new InternalError(`a stubborn set of ${program.ir.name} is wrong: ${wrong.because.kind}`)
  return sets === 0 ? [] : [sentenceOf(sets, complete, limit !== undefined)]
}

function sentenceOf(sets: number, complete: number, isCut: boolean): string {
  const rest = isCut ? ', the others not at all since a search was incomplete' : ''
  if (sets === complete) return `${sets} stubborn sets that meet their definition, all looked at to the end${rest}`
  const asFar = 'stubborn sets that meet their definition as far as they were looked at'
  return `${sets} ${asFar}: ${complete} to the end, ${sets - complete} in part${rest}`
}
