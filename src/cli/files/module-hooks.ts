/**
 * How a user's files are found and read. Nothing here waits, so that the same two functions serve `registerHooks`, which calls them where the
 * import is, and `register`, which has a thread for them.
 */
import type { LoadHook, ResolveHook } from 'node:module'
import { fileURLToPath } from 'node:url'
import { fileMeant } from './file-meant.ts'
import { isEsModule, javaScriptOf } from './javascript-of.ts'

const isRelative = /^(?:\.{0,2}\/|\.{1,2}$|file:)/

/** What is required, not imported, Node finds by itself. */
export const resolve: ResolveHook = (specifier, context, nextResolve) => {
  const { conditions, parentURL } = context
  if (!isRelative.test(specifier) || parentURL?.startsWith('file:') !== true || conditions.includes('require'))
    return nextResolve(specifier, context)
  return nextResolve(fileMeant(new URL(specifier, parentURL), parentURL)?.href ?? specifier, context)
}

/**
 * A design is an ES module, also where the nearest package.json says `"type": "commonjs"`, as `npm init` writes it: TypeScript always, JavaScript
 * where it reads as one.
 */
export const load: LoadHook = (url, context, nextLoad) => {
  const [place = ''] = url.split(/[?#]/)
  const isCommonJs = context.format === 'commonjs' && place.endsWith('.js') && !place.includes('/node_modules/')
  if (/\.[cm]?tsx?$/.test(place) || (isCommonJs && isEsModule(fileURLToPath(place))))
    return { format: 'module', shortCircuit: true, source: javaScriptOf(fileURLToPath(place)) }
  if (!place.endsWith('.json')) return nextLoad(url, context)
  return nextLoad(url, { ...context, importAttributes: { ...context.importAttributes, type: 'json' } })
}
