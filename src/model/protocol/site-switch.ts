/** Reading a stack costs more than running a body: whoever checks thousands of designs reads it only for those that fail. */
let isWanted = true

export function areSitesWanted(): boolean {
  return isWanted
}

/** Runs `run` while the places of steps are not read: they are `undefined`. */
export function withoutSites<T>(run: () => T): T {
  const before = isWanted
  isWanted = false
  try {
    return run()
  } finally {
    isWanted = before
  }
}
