import { entriesOf, type LoadedFile } from '../../catalogue/catalogue.ts'
import { loadError, loadFile } from './load-file.ts'

export type LoadedFiles = {
  readonly loaded: readonly LoadedFile[]
  /** Of the files that do not load, in their order. */
  readonly errors: readonly unknown[]
}

/** What is wrong with one file costs the systems of no other; `begins` is told each. @throws the error of a file that stands alone. */
export async function loadFiles(files: readonly string[], begins: (file: string) => void): Promise<LoadedFiles> {
  const loaded: LoadedFile[] = []
  const errors: unknown[] = []
  for (const file of files) {
    begins(file)
    try {
      loaded.push(await readFile(file))
    } catch (error) {
      if (files.length === 1) throw error
      errors.push(error)
    }
  }
  return { loaded, errors }
}

/** Looks through what the file exports: there may be getters that throw. */
async function readFile(file: string): Promise<LoadedFile> {
  const read = { file, exports: await loadFile(file) }
  try {
    entriesOf(read, new Set())
  } catch (error) {
    throw loadError(file, error)
  }
  return read
}
