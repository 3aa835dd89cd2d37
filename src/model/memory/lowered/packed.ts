import type { Words } from '../machine.ts'

/**
 * A state of memory as the value of an object: a text with a letter for each word. Many are kept, and each is looked up by its text, so one flat datum is
 * less and sooner done than a list of numbers. The letters stand for themselves in the text of a value; a mark that is nobody's tells states from answers.
 */
const mark = '\ue000'
const least = 0x100
/** From here on letters are written as two. */
const beyond = 0xd800

/** Values of a cell that have letters. */
export const mostValues: number = beyond - least

export function packed(words: Words): string {
  return mark + String.fromCharCode(...words.map((word) => least + word))
}

export function unpacked(value: unknown): number[] {
  const text = value as string // a state of memory
  const words = new Array<number>(text.length - 1)
  for (let i = 0; i < words.length; i++) words[i] = text.charCodeAt(i + 1) - least
  return words
}

export function isPacked(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith(mark)
}

/** As values are written (`encode`). */
export function textOf(value: string): string {
  return `"${value}"`
}
