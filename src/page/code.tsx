import type { ComponentChild } from 'preact'

/** So much of TypeScript as colours need: comments, texts, numbers and the words of the language. */
const tokens =
  /(?<comment>\/\/.*|\/\*[\s\S]*?\*\/)|(?<text>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`)|(?<number>\b\d[\w.]*)|(?<word>\b(?:as|async|await|break|case|class|const|continue|default|do|else|export|extends|false|for|from|function|if|import|in|interface|let|new|null|of|return|switch|this|throw|true|try|type|typeof|undefined|var|void|while|yield)\b)/g

type Piece = { readonly text: string; readonly kind?: string }

const known = new Map<string, readonly ComponentChild[]>()

/** The lines of a text, coloured. */
export function codeLines(text: string): readonly ComponentChild[] {
  const lines = known.get(text) ?? linesOf(piecesOf(text))
  known.set(text, lines)
  return lines
}

function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const found of text.matchAll(tokens)) {
    const kind = Object.entries(found.groups ?? {}).find(([, one]) => one !== undefined)?.[0]
    pieces.push({ text: text.slice(end, found.index) }, { text: found[0], ...(kind === undefined ? {} : { kind }) })
    end = found.index + found[0].length
  }
  return [...pieces, { text: text.slice(end) }]
}

/** A piece may go over several lines. */
function linesOf(pieces: readonly Piece[]): readonly ComponentChild[] {
  const lines: ComponentChild[][] = [[]]
  for (const { text, kind } of pieces) {
    for (const [p, part] of text.split('\n').entries()) {
      if (p > 0) lines.push([])
      if (part !== '') lines.at(-1)?.push(kind === undefined ? part : <span class={`code-${kind}`}>{part}</span>)
    }
  }
  return lines
}
