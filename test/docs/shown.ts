import { lockproof, withoutProgress, withoutTimes, wordsOf } from '../cli/command.ts'
import type { Block } from './blocks.ts'
import { root, textOf } from './pages.ts'

/** What the block should say: its own text where that is still true. */
export async function shownNow({ shows, of, text }: Block): Promise<string> {
  if (shows === 'file') return textOf(of)
  if (shows === 'part') return isPart(text, textOf(of)) ? text : `(these lines are not in ${of})\n${text}`
  return shows === 'run' ? transcriptNow(text) : text
}

/** Pieces between lines `// …`, each of them as it stands in the file but for its indentation, one after another. */
export function isPart(text: string, file: string, gap: RegExp = /^ *\/\/ …\n/m): boolean {
  const lines = file.split('\n')
  let from = 0
  return text.split(gap).every((piece) => {
    if (piece === '') return true
    const wanted = piece.replace(/\n$/, '').split('\n')
    const at = lines.findIndex((_, i) => i >= from && isAt(lines, i, wanted))
    from = at + wanted.length
    return at !== -1
  })
}

function isAt(lines: readonly string[], at: number, wanted: readonly string[]): boolean {
  const indentation = (lines[at] ?? '').length - (wanted[0] ?? '').length
  const margin = ' '.repeat(Math.max(indentation, 0))
  return wanted.every((line, i) => lines[at + i] === (line === '' ? '' : margin + line))
}

async function transcriptNow(text: string): Promise<string> {
  const parts = text.split(/^(?=\$ )/m)
  const now: string[] = []
  for (const part of parts) now.push(await commandNow(part))
  return now.join('')
}

async function commandNow(text: string): Promise<string> {
  const [line = ''] = text.split('\n', 1)
  const [npx, name, ...words] = wordsOf(line.replace(/^\$ /, ''))
  if (npx !== 'npx' || name !== 'lockproof') return `(only npx lockproof can be run)\n${text}`
  const { stdout, stderr } = await lockproof(words, { cwd: root })
  const gap = /\n\n$/.test(text) ? '\n' : '' // between two commands
  const now = `${line}\n${stdout}${withoutProgress(stderr)}${gap}`
  const isTrue = /^…$/m.test(text)
    ? isPart(withoutTimes(text), withoutTimes(now), /^…\n/m)
    : withoutTimes(now) === withoutTimes(text)
  return isTrue ? text : now
}
