import type { Program, Symmetry } from '../src/model/ir.ts'
import type { NaiveState } from './naive-checker.ts'

/** Every permutation that the swaps make, as a word of swaps: one for each, by brute force. */
export function wordsOf({ swaps }: Symmetry, threads: number): number[][] {
  const start = Array.from({ length: threads }, (_, thread) => thread)
  const words = new Map<string, number[]>([[start.join(), []]])
  for (const [key, word] of words)
    for (const [swap, [left, right]] of swaps.entries()) {
      const places = key.split(',').map(Number)
      const image = places.map((place) => (place === left ? right : place === right ? left : place)).join()
      if (!words.has(image)) words.set(image, [...word, swap])
    }
  return [...words.values()]
}

export function imageOf(symmetry: Symmetry, swap: number, { values, locals }: NaiveState): NaiveState {
  const image: NaiveState = { values: [], locals: [] }
  const [left, right] = symmetry.swaps[swap]!
  values.forEach((value, object) => {
    image.values[symmetry.objectImage(swap, object)] = symmetry.valueImage(swap, object, value)
  })
  locals.forEach((local, thread) => {
    image.locals[thread === left ? right : thread === right ? left : thread] = symmetry.localImage(swap, thread, local)
  })
  return image
}

/** The least of all images of a state, as text. */
export function leastImage(symmetry: Symmetry, words: readonly number[][], state: NaiveState): string {
  let least: string | undefined
  for (const word of words) {
    const image = JSON.stringify(word.reduce((at, swap) => imageOf(symmetry, swap, at), state))
    if (least === undefined || image < least) least = image
  }
  return least!
}

/** The orbits that these states are in. */
export function orbitsOf({ ir, symmetry }: Program, states: readonly string[]): Map<string, NaiveState[]> {
  const orbits = new Map<string, NaiveState[]>()
  if (symmetry === undefined) throw new Error('expected a symmetry')
  const words = wordsOf(symmetry, ir.threads.length)
  for (const text of states) {
    const state = JSON.parse(text) as NaiveState
    const least = leastImage(symmetry, words, state)
    orbits.set(least, [...(orbits.get(least) ?? []), state])
  }
  return orbits
}
