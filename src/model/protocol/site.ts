/** Where in the user's files something was written. Read off a stack's text, so that the host's source maps have been applied. */

const ours = decodeURIComponent(new URL('../..', import.meta.url).pathname)

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

/** `folder/file.ts:14:7` of the innermost frame outside lockproof itself, or `undefined`. */
export function callSite(): string | undefined {
  if (!isWanted) return undefined
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 12
  const stack = new Error().stack
  Error.stackTraceLimit = limit
  return siteIn(stack)
}

/** The same, of an error that somebody has thrown. A model that lockproof brings along is no place: who calls it is. */
export function siteIn(stack: string | undefined): string | undefined {
  for (const line of stack?.split('\n').slice(1) ?? []) {
    const place = /(?:\(|at )(?:async )?((?:file:\/\/)?[^()\s][^()]*?):(\d+):(\d+)\)?$/.exec(line)
    if (place?.[1] === undefined) continue
    const file = pathOf(place[1])
    const isOwn = file.startsWith(ours) || file.startsWith('node:') || file.includes('/node_modules/immer/')
    if (!isOwn) return `${file}:${place[2]}:${place[3]}`
  }
  return undefined
}

/** Stacks have paths and `file:` URLs, which write a space as `%20`; what follows a `?` is the loader's. */
function pathOf(place: string): string {
  const path = place.replace(/[?#].*$/, '')
  return path.startsWith('file://') ? decodeURIComponent(path.slice('file://'.length)) : path
}
