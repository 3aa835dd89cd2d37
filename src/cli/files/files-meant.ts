import { type Stats, statSync } from 'node:fs'
import { sep } from 'node:path'
import { UsageError } from '../../errors/usage-error.ts'

/** JavaScript beside them is compiled, or something else altogether, and listing a file runs it. */
const sourceFiles = '**/*.{ts,mts}'
/** Declarations have no systems, tests run under something else, and what stands in other packages is not meant. */
const neverMeant = ['**/node_modules/**', '**/*.d.{ts,mts}', '**/*.{test,spec}.*']

/** To find the files of a folder of designs takes no time; to go through a whole disk takes all of it. */
const longestMs = 10_000

/**
 * The words of a command with each folder and pattern replaced by its files, in the order of their names. A word after the first is a folder where it has
 * a slash, for it may be the name of a system. @throws UsageError U001 where no file is meant.
 */
export async function withFilesMeant(words: readonly string[]): Promise<readonly string[]> {
  const parts = await Promise.all(words.map((word, index) => filesOf(word, index === 0)))
  return [...new Set(parts.flat())]
}

async function filesOf(word: string, isFirst: boolean): Promise<readonly string[]> {
  const found = statOf(word)
  const isFolder = found?.isDirectory() === true && (isFirst || /[\\/]/.test(word))
  if (!isFolder && (found !== undefined || !isPattern(word))) return [word]
  const { glob } = await import('tinyglobby') // seldom
  const folder = word.replace(/[\\/]+$/, '')
  const signal = AbortSignal.timeout(longestMs)
  const how = { ignore: neverMeant, followSymbolicLinks: false, signal } // links may lead round in circles
  const files = isFolder
    ? (await glob(sourceFiles, { ...how, cwd: word })).map((file) => (folder === '.' ? file : `${folder}/${file}`))
    : sourcesAmong(await glob(word.replaceAll(sep, '/'), { ...how, expandDirectories: false }))
  if (signal.aborted) throw tooMany(word)
  if (files.length > 0) return files.toSorted()
  const seen = isFolder ? 'a folder without any' : 'none'
  throw new UsageError('U001', `${word}: expected TypeScript files that export systems, saw ${seen}.`, {
    expected: 'TypeScript files that export systems',
    seen,
  })
}

function tooMany(word: string): UsageError {
  const [expected, fix] = ['a folder of designs', 'Name a smaller one.']
  const seen = `one whose files are not all found in ${longestMs / 1000} s`
  return new UsageError('U001', `${word}: expected ${expected}, saw ${seen}. ${fix}`, { expected, seen, fix })
}

/** What else a pattern matches is meant where it matches nothing in TypeScript. */
function sourcesAmong(files: readonly string[]): readonly string[] {
  const sources = files.filter((file) => /\.[cm]?tsx?$/.test(file))
  return sources.length > 0 ? sources : files
}

/** Why a file cannot be read is told where it is. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

/** Brackets alone are part of names, as in `catalogue[1]`. */
function isPattern(word: string): boolean {
  return /\*|[?{[].*\.[cm]?[jt]sx?$/.test(word)
}
