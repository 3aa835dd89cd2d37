/**
 * The folder of lockproof's own code, src or dist; where somebody else has bundled it, the file of the bundle: what lies beside that is theirs.
 */
export const ownFolder: URL = new URL(
  import.meta.url.replace(/(\/src\/)model\/protocol\/own-folder\.ts.*|(\/dist\/)chunks\/own-folder\.js.*/, '$1$2'),
)
