/** Where in the user's files something was written. Read off a stack's text, so that the host's source maps have been applied. */

import { textAt } from '../../errors/thrown.ts'
import { ownFolder } from './own-folder.ts'

/** A path, or in a page an address. */
const ours = ownFolder.protocol === 'file:' ? decodeURIComponent(ownFolder.pathname) : ownFolder.href

/** Reading a stack costs more than running a body: whoever checks thousands of designs reads it only for those that fail. */
let isWanted = true

/** Runs `run` while no place is read: all of them are `undefined`. */
export function withoutSites<T>(run: () => T): T {
  return wanting(false, run)
}

/** Runs `run` while places are read, whoever does not want them: something is told by them. */
export function withSites<T>(run: () => T): T {
  return wanting(true, run)
}

function wanting<T>(isWantedNow: boolean, run: () => T): T {
  const before = isWanted
  isWanted = isWantedNow
  try {
    return run()
  } finally {
    isWanted = before
  }
}

/** By place in the code that runs, as the host knows it: the place in the user's file. Few, and each costs a stack with source maps applied. */
const texts = new Map<string, string | undefined>()

/** `folder/file.ts:14:7` of the innermost frame outside lockproof itself, or `undefined`. */
export function callSite(): string | undefined {
  if (!isWanted) return undefined
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 12
  try {
    const place = placeThatRuns()
    if (place !== undefined && !texts.has(place)) texts.set(place, siteIn(new Error()))
    return place === undefined ? undefined : texts.get(place)
  } finally {
    Error.stackTraceLimit = limit // also where the stack has no room left
  }
}

function framesThatRun(): readonly NodeJS.CallSite[] {
  const { prepareStackTrace } = Error
  Error.prepareStackTrace = (_, frames) => frames
  try {
    return new Error().stack as unknown as readonly NodeJS.CallSite[] // what the line above makes of it
  } finally {
    Error.prepareStackTrace = prepareStackTrace
  }
}

function placeThatRuns(): string | undefined {
  for (const frame of framesThatRun()) {
    const file = frame.getFileName()
    if (file !== null && file !== undefined && !isOwnFile(file))
      return `${file}:${frame.getLineNumber()}:${frame.getColumnNumber()}`
  }
  return undefined
}

/** The same, of what somebody has thrown. A model that lockproof brings along is no place: who calls it is. */
export function siteIn(thrown: unknown): string | undefined {
  for (const line of linesOf(thrown).slice(1)) {
    const place = /(?:\(|at )(?:async )?((?:file:\/\/)?[^()\s][^()]*?):(\d+):(\d+)\)?$/.exec(line)
    if (place?.[1] === undefined) continue
    const file = pathOf(place[1])
    if (!isOwn(file)) return `${file}:${place[2]}:${place[3]}`
  }
  return undefined
}

/** Of its stack. */
export function linesOf(thrown: unknown): readonly string[] {
  return textAt(thrown, 'stack')?.split('\n') ?? []
}

/** By the name that the host has for a file. */
const own = new Map<string, boolean>()

function isOwnFile(name: string): boolean {
  const known = own.get(name)
  if (known !== undefined) return known
  const isOurs = isOwn(pathOf(name))
  own.set(name, isOurs)
  return isOurs
}

function isOwn(file: string): boolean {
  return file.startsWith(ours) || file.startsWith('node:') || file.includes('/node_modules/immer/')
}

/** Stacks have paths and `file:` URLs, which write a space as `%20`; what follows a `?` is the loader's. */
function pathOf(place: string): string {
  const path = place.replace(/[?#].*$/, '')
  return path.startsWith('file://') ? decodeURIComponent(path.slice('file://'.length)) : path
}
