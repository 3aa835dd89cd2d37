import type { LoadedFile } from '../../catalogue/catalogue.ts'
import { type Chosen, printableParameters, replayCommand } from '../../cli/chosen/chosen.ts'
import { loadFiles } from '../../cli/files/load-files.ts'
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

export function chosenSystem(one: Chosen): ChosenSystem {
  const { file, exportName, name } = one.entry
  return { file, exportName, name, parameters: printableParameters(one), replay: replayCommand(one) }
}
