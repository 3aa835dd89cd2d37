import type { LoadedFile } from '../../catalogue/catalogue.ts'
import { type Chosen, choose, printableParameters, replayCommand } from '../../cli/chosen/chosen.ts'
import { loadFiles } from '../../cli/files/load-files.ts'
import { UsageError } from '../../errors/usage-error.ts'
import type { ChosenSystem } from '../messages.ts'
import type { Work } from './work.ts'

/** The files that load; of the others it is told what is wrong. @throws the error of a file that stands alone. */
export async function loadedFiles(files: readonly string[], work: Work): Promise<readonly LoadedFile[]> {
  const { loaded, errors } = await loadFiles(files, (file) => {
    work.say({ is: 'loading', file })
    work.next(file)
  })
  work.next()
  if (errors.length > 0) work.say({ is: 'failed files', failures: errors.map((error) => work.failure(error)) })
  return loaded
}

type Wanted = { readonly file: string; readonly system: string; readonly params: readonly string[] }

/** One system and no other. @throws UsageError U004 where several have the name. */
export async function loadedOne({ file, system, params }: Wanted, work: Work): Promise<Chosen> {
  const loaded = await loadedFiles([file], work)
  const { chosen } = choose(loaded, { systems: [system], params })
  const [one] = chosen
  if (one !== undefined && chosen.length === 1) return one
  const exported = chosen.map(({ entry }) => entry.exportName).join(', ')
  throw new UsageError(
    'U004',
    `${file} has ${chosen.length} systems ${system}: expected one. Name its export: ${exported}.`,
    { expected: exported, seen: system },
  )
}

export function chosenSystem(one: Chosen): ChosenSystem {
  const { file, exportName, name } = one.entry
  return { file, exportName, name, parameters: printableParameters(one), replay: replayCommand(one) }
}
