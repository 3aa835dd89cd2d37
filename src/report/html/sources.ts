import type { Site } from '../../verdict/site.ts'
import type { FileLines } from '../../verdict/verdict.ts'
import type { Place, SourceData } from '../page-data/page-data.ts'

/** A file of so many lines is there as a whole; of a longer one so many lines around each place. */
const mostLines = 400
const linesAround = 30

/** The files to which the threads of a system come, and places in them. */
export class Sources {
  readonly #texts: ReadonlyMap<string, string>
  /** By file, the lines that are spoken of. */
  readonly #lines = new Map<string, Set<number>>()

  constructor(texts: ReadonlyMap<string, string>) {
    this.#texts = texts
  }

  /** None where the file is not at hand. */
  placeOf(site: Site | undefined): Place | undefined {
    if (site === undefined || site.line === 0 || !this.#texts.has(site.file)) return undefined
    const lines = this.#lines.get(site.file) ?? new Set()
    this.#lines.set(site.file, lines.add(site.line))
    return { source: [...this.#lines.keys()].indexOf(site.file), line: site.line }
  }

  /** With the lines to which threads came in the check. */
  data(came: readonly FileLines[]): readonly SourceData[] {
    for (const { file, visited } of came) for (const line of visited) this.placeOf({ file, line, column: 0 })
    return [...this.#lines].map(([file, lines]) => ({
      file,
      parts: partsOf(this.#texts.get(file) ?? '', [...lines]),
      visited: came.find((one) => one.file === file)?.visited ?? [],
    }))
  }
}

function partsOf(text: string, wanted: readonly number[]): SourceData['parts'] {
  const lines = text.replace(/\n$/, '').split(/\r?\n/)
  if (lines.length <= mostLines) return [{ from: 1, text: lines.join('\n') }]
  const isNear = (line: number): boolean => wanted.some((one) => Math.abs(one - line) <= linesAround)
  const parts: { from: number; lines: string[] }[] = []
  for (const [index, line] of lines.entries()) {
    const number = index + 1
    if (!isNear(number)) continue
    const last = parts.at(-1)
    if (last !== undefined && last.from + last.lines.length === number) last.lines.push(line)
    else parts.push({ from: number, lines: [line] })
  }
  return parts.map(({ from, lines }) => ({ from, text: lines.join('\n') }))
}
