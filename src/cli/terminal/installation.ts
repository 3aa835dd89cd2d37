import { existsSync, realpathSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { ownFolder } from '../../model/protocol/own-folder.ts'

/**
 * The lockproof that the user's files import, where it is another one than this: a global command, say, in a project that has its own. That one
 * must do the checking, since what a design builds belongs to the instance that it imports. `undefined` where it is this one, or there is none.
 */
export function otherInstallation(words: readonly string[]): string | undefined {
  try {
    const [folder] = words.slice(1).flatMap((word) => folderOf(word) ?? [])
    if (folder === undefined) return undefined
    const theirs = realpathSync(createRequire(join(resolve(folder), 'any.js')).resolve('lockproof'))
    const ours = realpathSync(fileURLToPath(new URL('index.js', ownFolder)))
    const command = join(dirname(theirs), 'cli', 'run.js')
    return theirs === ours || !existsSync(command) ? undefined : pathToFileURL(command).href
  } catch {
    return undefined // no such file, or no lockproof there: the message comes when it is loaded
  }
}

/** Where the word is a file, a folder or a pattern of designs: from where these are, or a folder above them. */
function folderOf(word: string): string | undefined {
  if (statSync(word, { throwIfNoEntry: false })?.isDirectory() === true) return word
  const place = word.replace(/[*?{[].*/, '')
  const isMeant = place !== word || /\.[cm]?[jt]sx?$/.test(word)
  return isMeant && !word.startsWith('-') ? dirname(`${place}.`) : undefined
}
