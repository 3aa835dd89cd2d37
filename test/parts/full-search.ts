import { check, type System } from 'lockproof'

type Found = { readonly states: number; readonly edges: number; readonly violated: readonly string[] }

/** What a search of all states finds, without any reduction. */
export function fullSearch(system: System): Found {
  const { states, edges, answers } = check(system, { keepGoing: true, reduction: 'none' })
  const violated = answers.filter(({ result }) => result !== 'holds').map(({ kind, steps }) => `${kind} @${steps}`)
  return { states, edges, violated }
}
