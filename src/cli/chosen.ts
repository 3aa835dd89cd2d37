import type { System } from '../model/language/system.ts'
import { parseParameters, shellWord, splitArguments } from './arguments.ts'
import { catalogueOf, type Entry, hasSystems, type LoadedFile } from './catalogue.ts'
import { loadFile } from './load-file.ts'
import { withParameters } from './parameters.ts'
import { select } from './select.ts'

/** A system to check, and how to name it on the command line. */
export type Chosen = { readonly entry: Entry; readonly system: System; readonly isAmbiguous: boolean }

export type Choice = {
  readonly chosen: readonly Chosen[]
  /** Files that export no system. */
  readonly without: readonly string[]
}

/** @throws UsageError where a file, a system or a parameter is unknown. */
export async function choose(words: readonly string[], params: readonly string[]): Promise<Choice> {
  const { files, systems } = splitArguments(words)
  const given = parseParameters(params)
  const loaded: LoadedFile[] = []
  for (const file of files) loaded.push({ file, exports: await loadFile(file) })
  const all = catalogueOf(loaded)
  const entries = select(all, systems)
  const chosen = withParameters(entries, given).map((system, i) => {
    const entry = entries[i] as Entry // one system for each entry
    return { entry, system, isAmbiguous: all.filter(({ name }) => name === entry.name).length > 1 }
  })
  return { chosen, without: loaded.filter((file) => !hasSystems(file)).map(({ file }) => file) }
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
