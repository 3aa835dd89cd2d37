import { InternalError } from '../errors/internal-error.ts'
import { runSearch, type SearchOptions } from '../explorer/search.ts'
import type { SearchResult } from '../explorer/search-result.ts'
import { CheckingChooser } from '../explorer/stubborn/check-chosen-sets.ts'
import { StubbornDefinition } from '../explorer/stubborn/stubborn-definition.ts'
import { stubbornSets } from '../explorer/stubborn/stubborn-sets.ts'
import type { Program } from '../model/ir.ts'

/** A reduced search compared with what it left out. */
export type CheckedReduction = { readonly fullStates: number; readonly sentences: readonly string[] }

/**
 * Compares what a reduced search found with the full search, and chosen stubborn sets with their definition.
 * @throws InternalError where they disagree: then the reduction is wrong.
 */
export function checkReduction(program: Program, reduced: SearchResult, options: SearchOptions): CheckedReduction {
  const full = runSearch(program, { ...options, wantsCounterexample: false })
  if (reduced.limit !== undefined || full.limit !== undefined)
    return { fullStates: full.states, sentences: ['a reduction that was not checked: a search was incomplete'] }
  const [theirs, ours] = [said(reduced), said(full)]
  if (theirs !== ours)
    throw new InternalError(`the reduced search of ${program.ir.name} says ${theirs}, the full one ${ours}`)
  const agreed = `the full search of ${full.states} states, which says the same`
  // a violation rests on nothing that was left out
  const sets = full.status === 'violated' ? [] : checkedSets(program, options)
  return { fullStates: full.states, sentences: [agreed, ...sets] }
}

/** What a reduction must keep: whether all holds, and which states were looked for in vain. */
function said({ status, properties }: SearchResult): string {
  if (status === 'violated') return 'violated'
  return `${status}, witnesses ${properties.map(({ firstDepth }) => (firstDepth === undefined ? 'none' : 'some')).join(', ')}`
}

function checkedSets(program: Program, options: SearchOptions): readonly string[] {
  const made = stubbornSets(program, { keepsLocalStates: true })
  if ('refused' in made || made.evidence.mayMeetUnknown) return []
  const checking = new CheckingChooser(made.chooser, new StubbornDefinition(program))
  runSearch(program, { ...options, chooser: checking, wantsCounterexample: false })
  const { sets, complete, wrong } = checking.checked
  if (wrong !== undefined)
    throw new InternalError(`a stubborn set of ${program.ir.name} is wrong: ${wrong.because.kind}`)
  return [sentenceOf(sets, complete)]
}

function sentenceOf(sets: number, complete: number): string {
  if (sets === complete) return `${sets} stubborn sets that meet their definition, all looked at to the end`
  const asFar = 'stubborn sets that meet their definition as far as they were looked at'
  return `${sets} ${asFar}: ${complete} to the end, ${sets - complete} in part`
}
