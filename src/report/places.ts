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
