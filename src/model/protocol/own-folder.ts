/** The folder of lockproof's own code, src or dist, whichever file of it the build has put this in. */
export const ownFolder: URL = new URL(import.meta.url.replace(/(.*\/(?:src|dist)\/).*/, '$1'))
