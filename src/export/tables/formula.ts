/**
 * An invariant as a formula over single values and single threads, found by asking its predicate of every valuation.
 */
import { at } from '../../errors/at.ts'
import type { Ir, ObjectId, Program, PropertyId, RegionId, ThreadIndex, ValueId } from '../../model/ir.ts'

/** How a language writes what a formula is made of. */
export type FormulaWords = {
  readonly is: (object: ObjectId, value: ValueId) => string
  /** `undefined` where the thread is never in the region. */
  readonly isIn: (thread: ThreadIndex, region: RegionId, isInside: boolean) => string | undefined
}

export const always = 'true'
export const never = 'false'

const mostValuations = 1 << 16
const longest = 20_000

/** One of what a valuation is made of. In each of its cases: what its number grows by, and how that is written. */
type Variable = { readonly observable: number; readonly cases: readonly Case[] }
type Case = { readonly part: number; readonly text: string }

/**
 * The formula that is true where the invariant holds; where its predicate throws it does not. `undefined` where that is
 * too much to ask, or to say: values and places are combined that never occur together, of which a predicate may be
 * asked, too.
 */
export function formulaOf(program: Program, property: PropertyId, words: FormulaWords): string | undefined {
  const variables = variablesOf(program.ir, property, words)
  if (variables.reduce((product, { cases }) => product * cases.length, 1) > mostValuations) return undefined
  const valuation = at(program.ir.properties, property, 'properties').observes.map(() => 0)
  const from = (index: number): string => {
    const variable = variables[index]
    if (variable === undefined) return isTrue(program, property, valuation) ? always : never
    const { observable, cases } = variable
    const results = cases.map(({ part, text }) => {
      const before = at(valuation, observable)
      valuation[observable] = before + part
      const result = from(index + 1)
      valuation[observable] = before
      return { text, result }
    })
    return joined(results)
  }
  const formula = from(0)
  return formula.length > longest ? undefined : formula
}

function variablesOf({ properties, objects, threads }: Ir, property: PropertyId, words: FormulaWords): Variable[] {
  return at(properties, property, 'properties').observes.flatMap((observed, observable): Variable[] => {
    if (observed.kind === 'region')
      return threads.flatMap((_, thread) => {
        const cases = [false, true].flatMap((isInside): Case[] => {
          const text = words.isIn(thread, observed.region, isInside)
          return text === undefined ? [] : [{ part: isInside ? 2 ** thread : 0, text }]
        })
        return cases.length === 0 ? [] : [{ observable, cases }]
      })
    const { valueCount } = at(objects, observed.object, 'objects')
    const cases = Array.from({ length: valueCount }, (_, value) => ({
      part: value,
      text: words.is(observed.object, value),
    }))
    return [{ observable, cases }]
  })
}

function isTrue({ unknowns }: Program, property: PropertyId, valuation: readonly number[]): boolean {
  try {
    return unknowns.evaluate(property, [...valuation])
  } catch {
    return false // as a search takes it
  }
}

/** Cases of one result are told together. */
function joined(cases: readonly { readonly text: string; readonly result: string }[]): string {
  const results = [...new Set(cases.map(({ result }) => result))]
  if (results.length === 1) return at(results, 0)
  const parts = results.flatMap((result) => {
    if (result === never) return []
    const texts = cases.filter((one) => one.result === result).map(({ text }) => text)
    const either = texts.length > 1 ? `(${texts.join(' || ')})` : at(texts, 0)
    return [result === always ? either : `(${either} && ${result})`]
  })
  return parts.length > 1 ? `(${parts.join(' || ')})` : at(parts, 0)
}
