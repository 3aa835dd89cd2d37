import { each, generated, inWords } from './generated-text.ts'
import { OCCUPIED } from './layout.ts'

/** Places behind the last home. The last one stays empty for ever, so that probing needs no bound. */
export const SPILL = 512
/** A power of two; these states should fit the second level cache together with a batch. */
export const RECENT_STATES: number = 1 << 14

/** Inserts `batch[from … to)`, appends what was new to `fresh` from `at` on; answers the new end of `fresh`. */
export type InsertBatch = (
  table: Int32Array,
  capacity: number,
  batch: Int32Array,
  from: number,
  to: number,
  homes: Uint32Array,
  recent: Int32Array,
  fresh: Int32Array,
  at: number,
  status: InsertStatus,
) => number

/**
 * `next`: where in the batch an insertion stopped for want of spill places; `marked`: offsets in `fresh` of marked
 * states.
 */
export type InsertStatus = { next: number; left: number; readonly marked: number[]; touched: number }

/** Moves every state from its place under one capacity to its place under a larger one. */
export type Rehash = (table: Int32Array, before: number, after: number) => void

const MULTIPLIERS = [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f]

/** JavaScript text that hashes w0, w1, … to h. Its high bits decide, so a multiplication ends it. */
export function hash(words: number): string {
  const sum = each(words, (word) => `Math.imul(w${word}, ${MULTIPLIERS[word % MULTIPLIERS.length]})`, ' + ')
  return `h = ${sum} | 0; h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)`
}

/** JavaScript text: the home place of the state that hashes to h. Places fit 32 bits, the words before one need not. */
function home(): string {
  return '((h >>> 0) * scale >>> 0)'
}

/** The text of an `InsertBatch` for states of so many words. */
export function insertText(words: number): string {
  const others = (text: (word: number) => string, separator = '\n'): string =>
    each(words - 1, (word) => text(word + 1), separator)
  return generated(
    `insert-${inWords(words)}`,
    `function insert(table, capacity, batch, from, to, homes, recent, fresh, at, status) {
      const scale = capacity / 4294967296
      const last = (capacity + ${SPILL - 1}) * ${words}
      let touched = 0, h = 0, left = from, count = 0
      for (let i = from; i < to; i += ${words}) {
        const marked = batch[i], w0 = marked | ${OCCUPIED}; ${others((word) => `const w${word} = batch[i + ${word}]`)}
        ${hash(words)}
        const c = (h >>> 6 & ${RECENT_STATES - 1}) * ${words}
        const differs = recent[c] ^ w0 ${others((word) => `| recent[c + ${word}] ^ w${word}`, ' ')}
        ${each(words, (word) => `recent[c + ${word}] = w${word}`)}
        batch[left] = marked; ${others((word) => `batch[left + ${word}] = w${word}`)}
        homes[count] = ${home()}
        const isLeft = (differs | -differs) >>> 31
        left += isLeft * ${words}
        count += isLeft
      }
      for (let j = 0; j < count; j++) touched ^= table[homes[j] * ${words}]
      status.touched = touched
      for (let i = from, j = 0; i < left; i += ${words}, j++) {
        const marked = batch[i], w0 = marked | ${OCCUPIED}; ${others((word) => `const w${word} = batch[i + ${word}]`)}
        let k = homes[j] * ${words}
        for (;;) {
          const found = table[k]
          if (found === w0${others((word) => ` && table[k + ${word}] === w${word}`, '')}) break
          if (found === 0) {
            if (k === last) { status.next = i; status.left = left; return at }
            ${each(words, (word) => `table[k + ${word}] = w${word}; fresh[at + ${word}] = w${word}`)}
            if (marked >= 0) status.marked.push(at)
            at += ${words}
            break
          }
          k += ${words}
        }
      }
      status.next = status.left = left
      return at
    }`,
  )
}

/** The text of a `Rehash`, which knows `noSpill`. */
export function rehashText(words: number): string {
  return generated(
    `rehash-${inWords(words)}`,
    `function rehash(table, before, after) {
      const scale = after / 4294967296
      const last = (after + ${SPILL - 1}) * ${words}
      let cluster = new Int32Array(${64 * words})
      let end = (before + ${SPILL}) * ${words}
      while (end > 0) {
        if (table[end - ${words}] === 0) { end -= ${words}; continue }
        let start = end - ${words}
        while (start > 0 && table[start - ${words}] !== 0) start -= ${words}
        const length = end - start
        if (length > cluster.length) cluster = new Int32Array(2 * length)
        for (let i = 0; i < length; i++) { cluster[i] = table[start + i]; table[start + i] = 0 }
        for (let i = 0; i < length; i += ${words}) {
          let h
          ${each(words, (word) => `const w${word} = cluster[i + ${word}]`)}
          ${hash(words)}
          let k = ${home()} * ${words}
          while (table[k] !== 0) k += ${words}
          if (k >= last) throw noSpill()
          ${each(words, (word) => `table[k + ${word}] = w${word}`)}
        }
        end = start
      }
    }`,
  )
}
