/**
 * The fenced blocks of a page of Markdown. The remark before a block says what it shows, and so how it is held to that:
 *
 *     <!-- file: examples/flag.ts -->      the file as it is
 *     <!-- part: examples/flag.ts -->      lines of it; a line `// …` stands for what is left out
 *     <!-- run -->                         commands after `$ `, each with what it prints, as far as it stands between lines `…`
 *     <!-- not run: needs SPIN -->         neither, and why
 */
export type Block = {
  readonly shows: 'file' | 'part' | 'run' | 'not run' | 'unmarked'
  /** The path of a file, or the reason. */
  readonly of: string
  readonly language: string
  readonly text: string
  /** Of the text in the page. */
  readonly start: number
  /** Of the fence, from 1. */
  readonly line: number
}

const fenced = /(?:^<!-- (?<marker>[^\n]*) -->\n\n?)?^(?<open>```(?<language>\S*)\n)(?<text>(?:(?!```).*\n)*)```$/gm
const markers = /^(?:(?<shows>file|part|not run): (?<of>.+)|(?<run>run))$/

/** In their order. */
export function blocksOf(page: string): Block[] {
  return [...page.matchAll(fenced)].map(({ index, 0: all, groups = {} }) => {
    const { marker = '', open = '', language = '', text = '' } = groups
    const { shows, of = '', run } = markers.exec(marker)?.groups ?? {}
    const fence = index + all.length - '```'.length - text.length - open.length
    return {
      shows: (shows ?? run ?? 'unmarked') as Block['shows'], // the words of the pattern
      of,
      language,
      text,
      start: fence + open.length,
      line: page.slice(0, fence).split('\n').length,
    }
  })
}

/** Each block that says not what it shows, or is hidden from us; nothing if all is well. */
export function unmarked(page: string): string[] {
  const blocks = blocksOf(page)
  const fences = page.match(/^\s*(?:```|~~~)/gm) ?? []
  const hidden = fences.length === 2 * blocks.length ? [] : [`${fences.length} fences, ${blocks.length} blocks`]
  const silent = blocks
    .filter(({ shows }) => shows === 'unmarked')
    .map(({ line, language }) => `line ${line}: ${language}`)
  return [...hidden, ...silent]
}

/** The page with other texts in its blocks. */
export function withTexts(page: string, blocks: readonly Block[], texts: readonly string[]): string {
  let [done, from] = ['', 0]
  blocks.forEach(({ start, text }, i) => {
    done += page.slice(from, start) + (texts[i] ?? text)
    from = start + text.length
  })
  return done + page.slice(from)
}
