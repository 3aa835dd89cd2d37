import { pathToFileURL } from 'node:url'

/** A function that writes the paths in a text relative to the folder, where they are inside it. */
export function relativeTo(folder: string): (text: string) => string {
  const { href, pathname } = pathToFileURL(folder)
  const prefixes = [`${href}/`, `${pathname}/`, `${folder}/`]
  return (text) => prefixes.reduce((shorter, prefix) => shorter.replaceAll(prefix, ''), text)
}

/** `mcs.ts:14:7` to `mcs.ts:14`: in a trace the line says enough. */
export function withoutColumns(text: string): string {
  return text.replace(/(\.[cm]?[jt]sx?:\d+):\d+/g, '$1')
}

/** Where in a file an error was thrown: `file.ts:9:36`, read off its stack; `undefined` where no line of it is the user's. */
export function placeOf(error: Error, ownFolder: string): string | undefined {
  for (const line of (error.stack ?? '').split('\n')) {
    const place = /(?:\(|at )(?:async )?((?:file:\/\/)?\/[^()]*?|[A-Za-z]:\\[^()]*?):(\d+):(\d+)\)?$/.exec(line)
    const file = place?.[1]?.replace(/^file:\/\//, '').replace(/[?#].*$/, '')
    if (file === undefined || file.startsWith(ownFolder) || file.includes('/node_modules/')) continue
    return `${file}:${place?.[2]}:${place?.[3]}`
  }
  return undefined
}
