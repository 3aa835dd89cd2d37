import { each, generated, inWords } from './generated-text.ts'
import { hash } from './insert-text.ts'
import { OCCUPIED } from './layout.ts'

/**
 * Numbers `batch[from … to)` and writes the numbers to `numbers` from `at` on. Answers where it stopped: at `to`, or before a new state for which
 * there is no room. `status.size` states have numbers before and after.
 */
export type NumberBatch = (
  table: Int32Array,
  shift: number,
  states: Int32Array,
  batch: Int32Array,
  from: number,
  to: number,
  homes: Int32Array,
  numbers: Int32Array,
  at: number,
  status: NumberStatus,
) => number

/** `most`: states that have room. */
export type NumberStatus = { size: number; most: number; touched: number }

/** Puts the numbers of `states[0 … size)` into an empty table. */
export type FillTable = (table: Int32Array, shift: number, mask: number, states: Int32Array, size: number) => void

/** JavaScript text: the home place of the state that hashes to h. The table has 2 ** (32 − shift) places. */
const home = 'h >>> shift'

/**
 * The text of a `NumberBatch` for states of so many words. The first loops only look at places, and at the states whose numbers are there, so that the
 * cache misses of many overlap.
 */
export function numberText(words: number): string {
  const others = (text: (word: number) => string, separator = '\n'): string =>
    each(words - 1, (word) => text(word + 1), separator)
  return generated(
    `number-${inWords(words)}`,
    `function number(table, shift, states, batch, from, to, homes, numbers, at, status) {
      const mask = -1 >>> shift, most = status.most
      let touched = 0, h = 0, count = 0, size = status.size
      for (let i = from; i < to; i += ${words}) {
        const w0 = batch[i] | ${OCCUPIED}; ${others((word) => `const w${word} = batch[i + ${word}]`)}
        ${hash(words)}
        homes[count++] = ${home}
      }
      for (let j = 0; j < count; j++) touched ^= table[homes[j]]
      for (let j = 0; j < count; j++) {
        const n = table[homes[j]]
        touched ^= states[(n - (n > 0)) * ${words}]
      }
      status.touched = touched
      for (let i = from, j = 0; i < to; i += ${words}, j++) {
        const w0 = batch[i] | ${OCCUPIED}; ${others((word) => `const w${word} = batch[i + ${word}]`)}
        let place = homes[j]
        for (;;) {
          const n = table[place]
          if (n === 0) {
            if (size === most) { status.size = size; return i }
            const k = size * ${words}
            ${each(words, (word) => `states[k + ${word}] = w${word}`)}
            numbers[at + j] = size++
            table[place] = size
            break
          }
          const k = (n - 1) * ${words}
          if (states[k] === w0${others((word) => ` && states[k + ${word}] === w${word}`, '')}) {
            numbers[at + j] = n - 1
            break
          }
          place = place + 1 & mask
        }
      }
      status.size = size
      return to
    }`,
  )
}

/** The text of a `FillTable`. */
export function fillText(words: number): string {
  return generated(
    `fill-${inWords(words)}`,
    `function fill(table, shift, mask, states, size) {
      let h = 0
      for (let number = 0, i = 0; number < size; i += ${words}) {
        ${each(words, (word) => `const w${word} = states[i + ${word}]`)}
        ${hash(words)}
        let place = ${home}
        while (table[place] !== 0) place = place + 1 & mask
        table[place] = ++number
      }
    }`,
  )
}
