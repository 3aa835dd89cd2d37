import { catalogueOf, type LoadedFile, withoutSystems } from '../../catalogue/catalogue.ts'
import { parameterText } from '../../report/text/headline.ts'
import { parameterValues, type Value } from '../../verdict/value.ts'
import { isBare, parseParameters, shellWord } from './arguments.ts'
import { type Instance, swept, withParameters } from './parameters.ts'
import { select } from './select.ts'

/** A system to check, and how to name it on the command line. */
export type Chosen = Instance & { readonly isAmbiguous: boolean }

export type Choice = {
  readonly chosen: readonly Chosen[]
  /** Says which files export no system; empty where all do. */
  readonly without: string
}

type Wanted = {
  /** All where none is named. */
  readonly systems: readonly string[]
  readonly params: readonly string[]
  /** Parameters have several values, and systems without any of them are left out. */
  readonly isSweep?: boolean
}

/** Of all systems of the files those that are named. @throws UsageError where a system or a parameter is unknown, or there is no system at all. */
export function choose(loaded: readonly LoadedFile[], { systems, params, isSweep = false }: Wanted): Choice {
  const given = parseParameters(params)
  const all = catalogueOf(loaded)
  const entries = select(all, systems)
  const chosen = (isSweep ? swept : withParameters)(entries, given).map(({ entry, system }) => {
    return { entry, system, isAmbiguous: all.filter(({ name }) => name === entry.name).length > 1 }
  })
  return { chosen, without: withoutSystems(loaded) }
}

/** The parameters of the system where they can be printed: what is wrong with them is told where it is checked. */
export function printableParameters({ system }: Chosen): Readonly<Record<string, Value>> {
  try {
    return parameterValues(system.parameters)
  } catch {
    return {}
  }
}

/** The command that follows a schedule of the system again, but for the schedule. What is exported has a name without spaces. */
export function replayCommand(one: Chosen): string {
  const { entry, isAmbiguous } = one
  const { family } = entry
  const changed = Object.entries(printableParameters(one)).filter(
    ([key]) => family !== undefined && family.defaults[key] !== one.system.parameters[key],
  )
  const params = changed.map(([key, value]) => `--param ${shellWord(`${key}=${parameterText(value)}`)}`)
  const words = [
    'npx lockproof replay',
    shellWord(entry.file),
    shellWord(isAmbiguous || !isBare(entry.name) ? entry.exportName : entry.name),
    ...params,
  ]
  return [...words, '--schedule'].join(' ')
}
