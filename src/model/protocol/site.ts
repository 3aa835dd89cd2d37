/** Where in the user's files something was written. Read off a stack's text, so that the host's source maps have been applied. */

const here = new URL('..', import.meta.url).pathname
const ownFolders = [`${here}language/`, `${here}protocol/`, `${here}compile/`, '/node_modules/immer/']

/** Reading a stack costs more than running a body: whoever checks thousands of designs reads it only for those that fail. */
let isWanted = true

/** Runs `run` while no place is read: all of them are `undefined`. */
export function withoutSites<T>(run: () => T): T {
  const before = isWanted
  isWanted = false
  try {
    return run()
  } finally {
    isWanted = before
  }
}

/** `folder/file.ts:14:7` of the innermost frame outside the language itself, or `undefined`. */
export function callSite(): string | undefined {
  if (!isWanted) return undefined
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 12
  const stack = new Error().stack
  Error.stackTraceLimit = limit
  return siteIn(stack)
}

/** The same, of an error that somebody has thrown. */
export function siteIn(stack: string | undefined): string | undefined {
  for (const line of stack?.split('\n').slice(1) ?? []) {
    const place = /(?:\(|at )(?:async )?((?:file:\/\/)?[^()\s][^()]*?):(\d+):(\d+)\)?$/.exec(line)
    const file = place?.[1]?.replace(/^file:\/\//, '').replace(/[?#].*$/, '')
    if (file === undefined || file.startsWith('node:') || ownFolders.some((folder) => file.includes(folder))) continue
    return `${decoded(file, line)}:${place?.[2]}:${place?.[3]}`
  }
  return undefined
}

/** The path of a `file:` URL, which writes a space as `%20`. */
function decoded(file: string, line: string): string {
  return line.includes('file://') ? decodeURIComponent(file) : file
}
