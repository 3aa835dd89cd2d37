/**
 * Ways to keep memory where no table sees it, as people do by mistake. Written so that runs from histories, which begin anew and are many, differ from
 * one run that goes on.
 */

import { asides } from './misdeeds/asides.ts'
import { captured } from './misdeeds/captured.ts'
import { cellFunctions, predicates, recipes } from './misdeeds/functions.ts'
import { answers, parameters, states } from './misdeeds/handed-on.ts'
import type { Misdeed } from './misdeeds/memory.ts'
import { clocks, descriptionsThatDiffer, values } from './misdeeds/unsteady.ts'

/** In groups: what one protection would stop. */
export const misdeedGroups: Readonly<Record<string, Readonly<Record<string, Misdeed>>>> = {
  answers,
  states,
  parameters,
  captured,
  asides,
  recipes,
  cellFunctions,
  predicates,
  clocks,
  descriptionsThatDiffer,
  values,
}

export const misdeeds: Readonly<Record<string, Misdeed>> = Object.assign({}, ...Object.values(misdeedGroups))
