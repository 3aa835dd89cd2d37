import { ModelError, type ModelErrorCode } from '../../errors/model-error.ts'

/** What a formula may have: of all of it, what it becomes grows with this, at worst as a power of two. */
export const mostOperators = 200
export const mostPropositions = 30

/** How much of what was written is repeated. */
const mostShown = 20

export type Mistake = { readonly expected: string; readonly seen: string; readonly fix: string }

/** The formula at that place of its text is not what it must be. */
export function malformed(text: string, place: number, mistake: Mistake, code: ModelErrorCode = 'M009'): ModelError {
  const { expected, seen, fix } = mistake
  const from = Math.max(0, place - mostShown)
  const before = `${from > 0 ? '…' : ''}${text.slice(from, place)}`
  const where = place === 0 ? 'at its start' : `at character ${place + 1}, after ${quoted(before)}`
  return new ModelError(code, `An LTL formula goes wrong ${where}: expected ${expected}, saw ${seen}. ${fix}`, mistake)
}

/** A piece of what was written, for a sentence. */
export function shown(piece: string): string {
  return quoted(piece.length > mostShown ? `${piece.slice(0, mostShown)}…` : piece)
}

/** In quotes, and with nothing in it that a terminal obeys. */
function quoted(piece: string): string {
  const escaped = piece.replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  )
  return `"${escaped}"`
}
