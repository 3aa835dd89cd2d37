import { at } from '../../../errors/at.ts'

/**
 * Where looking closer (environment.ts) is worth while: by the edges that it saved for each step that it followed. Measured on whole searches: it takes a
 * tenth of the states and half the time where that is 0.09 (philosophers), a quarter of the states in the same time at 0.04 (bakery), and four
 * to eight times as long below 0.02 (mcs, peterson, readers and writers).
 */

/** On the whole: what keys save in edges comes back in states. */
const LEAST_GAIN = 1 / 40
/** Of a key where it pays on the whole, and where it does not. */
const LEAST_OF_KEY = 1 / 200
const LEAST_OF_LONE_KEY = 1 / 32
/** Steps followed for a key before it is judged on its own. */
const LEAST_TRIAL = 256

/** By step, 1 where it pays; of steps that are of one class, together. What was hardly tried is judged as the whole. */
export function whatPays(classes: Int32Array, work: Float64Array, gain: Float64Array): Uint8Array {
  const [workOf, gainOf] = [sums(classes, work), sums(classes, gain)]
  const [allWork, allGain] = [total(work), total(gain)]
  const isWorthWhile = allGain > 0 && allGain >= LEAST_GAIN * allWork
  const least = isWorthWhile ? LEAST_OF_KEY : LEAST_OF_LONE_KEY
  return Uint8Array.from(classes, (one) => {
    const [worked = 0, gained = 0] = [workOf[one], gainOf[one]]
    if (worked === 0 || (isWorthWhile && worked < LEAST_TRIAL)) return isWorthWhile ? 1 : 0
    return gained > 0 && gained >= least * worked ? 1 : 0
  })
}

/** By class; classes are numbered as steps are. */
function sums(classes: Int32Array, amounts: Float64Array): Float64Array {
  const sums = new Float64Array(amounts.length)
  for (const [step, one] of classes.entries()) sums[one] = at(sums, one) + at(amounts, step)
  return sums
}

function total(amounts: Float64Array): number {
  return amounts.reduce((sum, amount) => sum + amount, 0)
}
