import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** With those that it is in. Node's own way (`recursive`) goes round for ever where a folder says that there is no such file, as `/proc` does. */
export function makeFolder(folder: string): void {
  if (isFolder(folder)) return
  if (dirname(folder) !== folder) makeFolder(dirname(folder))
  try {
    mkdirSync(folder)
  } catch (error) {
    if (!isFolder(folder)) throw error // else somebody else has just made it
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}
