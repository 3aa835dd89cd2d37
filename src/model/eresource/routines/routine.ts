import { type Named, nameOf, proc, type Steps, threadIdName } from '../../language/index.ts'

/** A routine of Windows: traces show its call and what it answers, and not what happens inside. The thread that calls is no argument. */
export function routine<A extends unknown[], R>(
  name: string,
  body: (...args: A) => Steps<R>,
): (...args: A) => Steps<R> {
  return proc(body, { name, call: (...args) => `${name}(${args.map(inC).join(', ')})`, answers: inC })
}

/** `TRUE`, `PASSIVE_LEVEL`, `Vcb`. */
function inC(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value === 'symbol') return threadIdName(value as Parameters<typeof threadIdName>[0]) // no routine takes another symbol
  if (typeof value === 'object' && value !== null) return nameOf(value as Named) // no routine takes another object
  return String(value)
}
