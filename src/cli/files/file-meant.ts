import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** TypeScript's names of what an import may call by the name that it has once compiled. */
const sources: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
}

const extensions = ['.ts', '.tsx', '.mts', '.js', '.mjs', '.json']

/**
 * The file that an import means, as TypeScript reads it: `./lock.js` is lock.ts, `./lock` is lock.ts or lock/index.ts. Where both are there,
 * a compiled file beside its source, TypeScript's import means the source. `undefined` where there is no such file.
 */
export function fileMeant(url: URL, importer: string): URL | undefined {
  return candidates(url.pathname, /\.[cm]?tsx?(?:[?#]|$)/.test(importer))
    .map((path) => Object.assign(new URL(url), { pathname: path }))
    .find((file) => statSync(fileURLToPath(file), { throwIfNoEntry: false })?.isFile() === true)
}

function candidates(path: string, isFromTypeScript: boolean): readonly string[] {
  const compiled = /\.[cm]?jsx?$/.exec(path)?.[0] ?? ''
  const sourcesOf = (sources[compiled] ?? []).map((extension) => path.slice(0, -compiled.length) + extension)
  return [
    ...(isFromTypeScript ? [...sourcesOf, path] : [path, ...sourcesOf]),
    ...extensions.map((extension) => path + extension),
    ...extensions.map((extension) => `${path}/index${extension}`),
  ]
}
