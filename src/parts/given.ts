import { ModelError } from '../errors/model-error.ts'

/** @throws ModelError M009 where it is no whole number, or too small: `barrier(0)`. */
export function requireCount(part: string, given: number, least: number): void {
  if (Number.isSafeInteger(given) && given >= least) return
  const expected = `a whole number, ${least} or more`
  throw new ModelError('M009', `${part}: expected ${expected}, saw ${given}.`, { expected, seen: String(given) })
}
