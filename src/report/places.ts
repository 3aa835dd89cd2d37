import { pathToFileURL } from 'node:url'

/** `undefined` where it is gone: another process may have removed it. */
export function currentFolder(): string | undefined {
  try {
    return process.cwd()
  } catch {
    return undefined
  }
}

/** A function that writes the paths in a text relative to the folder (the current one unless given), where they are inside it. */
export function relativeTo(folder: string | undefined = currentFolder()): (text: string) => string {
  if (folder === undefined) return (text) => text
  const { href, pathname } = pathToFileURL(folder)
  const prefixes = [`${href}/`, `${pathname}/`, `${folder}/`]
  return (text) => prefixes.reduce((shorter, prefix) => shorter.replaceAll(prefix, ''), text)
}

/** `mcs.ts:14:7` to `mcs.ts:14`: in a trace the line says enough. */
export function withoutColumns(text: string): string {
  return text.replace(/(\.[cm]?[jt]sx?:\d+):\d+/g, '$1')
}
