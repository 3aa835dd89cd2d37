import type { System } from '../model/language/system.ts'
import { parseParameters, shellWord, splitArguments } from './arguments.ts'
import { catalogueOf, type Entry } from './catalogue.ts'
import { loadFile } from './load-file.ts'
import { withParameters } from './parameters.ts'
import { select } from './select.ts'

/** A system to check, and how to name it on the command line. */
export type Chosen = { readonly entry: Entry; readonly system: System; readonly isAmbiguous: boolean }

/** @throws UsageError where a file, a system or a parameter is unknown. */
export async function choose(words: readonly string[], params: readonly string[]): Promise<readonly Chosen[]> {
  const { files, systems } = splitArguments(words)
  const given = parseParameters(params)
  const all: Entry[] = []
  for (const file of files) all.push(...catalogueOf(file, await loadFile(file)))
  const entries = select(all, systems)
  return withParameters(entries, given).map((system, i) => {
    const entry = entries[i] as Entry // one system for each entry
    return { entry, system, isAmbiguous: all.filter(({ name }) => name === entry.name).length > 1 }
  })
}

/** The command that follows a schedule of the system again. */
export function replayCommand({ entry, system, isAmbiguous }: Chosen): (schedule: string) => string {
  const changed = Object.entries(system.parameters).filter(
    ([key, value]) => entry.family !== undefined && entry.family.defaults[key] !== value,
  )
  const params = changed.map(
    ([key, value]) => `--param ${shellWord(`${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)}`,
  )
  const words = [
    'npx lockproof replay',
    shellWord(entry.file),
    shellWord(isAmbiguous ? entry.exportName : entry.name),
    ...params,
  ]
  return (schedule) => [...words, '--schedule', shellWord(schedule)].join(' ')
}
