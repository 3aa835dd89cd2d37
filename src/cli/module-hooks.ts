import type { LoadHook } from 'node:module'

/** A design in TypeScript is an ES module, also where the nearest package.json says `"type": "commonjs"`, as `npm init` writes it. */
export const load: LoadHook = (url, context, nextLoad) => {
  const isUsers = /\.tsx?(?:[?#].*)?$/.test(url) && !url.includes('/node_modules/')
  return nextLoad(url, isUsers ? { ...context, format: 'module' } : context)
}
