/** A place in a user's file. */
export type Site = { readonly file: string; readonly line: number; readonly column: number }

const pattern = /^(.*):(\d+):(\d+)$/s

/** Of `folder/file.ts:14:7`; a Windows drive has a colon of its own. */
export function siteOf(text: string): Site {
  const [, file = text, line = '0', column = '0'] = pattern.exec(text) ?? []
  return { file, line: Number(line), column: Number(column) }
}

/** Of a place that is not known, what stands for its file. */
export function siteText({ file, line, column }: Site): string {
  return line === 0 ? file : `${file}:${line}:${column}`
}

/** Of a place, or of a path: without its folders. */
export function fileName(place: string): string {
  return place.replace(/^.*[/\\]/, '')
}
