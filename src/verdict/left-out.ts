import type { Answer } from './verdict.ts'

/** Not looked for, and whoever asks said that it need not be. */
export function isLeftOut(
  { kind, result }: Answer,
  { stuck, liveness }: { readonly stuck?: boolean; readonly liveness?: boolean } = {},
): boolean {
  return result === 'not looked for' && (kind === 'nobody stuck' ? stuck === false : liveness === false)
}

/** Holds, as far as it was to be looked for. */
export function isHeld(answer: Answer, options?: { readonly stuck?: boolean; readonly liveness?: boolean }): boolean {
  return answer.result === 'holds' || isLeftOut(answer, options)
}
