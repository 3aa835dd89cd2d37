/**
 * The one door through which what a user wrote is run: description, bodies, recipes, functions of cells, properties, `owners` and `view`. Its text is
 * inspected, clocks and chance are out of reach, what runs is known (so that what it builds is noticed, and what never comes back is named), and what it
 * throws is classified.
 */
import { ModelError } from '../../errors/model-error.ts'
import { begun, ended, type Running } from '../protocol/running.ts'
import { inspect, type Role, type UserFunction } from './inspect.ts'
import { classified } from './mistakes.ts'
import { isOutOfReach, withPoison } from './poison.ts'
import { entered, left, numberOf } from './watched.ts'

/** Something that a user wrote: its text, and who is to blame in messages: `A`, `mutex.acquire(T0)`, `'mutual exclusion'`. */
export type Code = {
  readonly source: UserFunction
  readonly role: Role
  readonly name: string
  /** Where it was given, if that is known. */
  readonly site?: string | undefined
  /** Of who watches; calls are many, texts few: with a number it has been read. */
  number?: number
}

/**
 * Runs `run`, which calls the code. @throws ModelError where the code is refused, or makes a mistake of JavaScript; else what it throws.
 */
export function call<R>(code: Code, running: Running | undefined, run: () => R): R {
  if (code.number === undefined) {
    inspect(code.source, code.role, code.name, code.site)
    code.number = numberOf(code)
  }
  const before = entered(code.number)
  const outer = running === undefined ? undefined : begun(running)
  try {
    const answer = isOutOfReach() ? run() : withPoison(run)
    return answer instanceof Promise ? refusePromise(answer, code.name) : answer
  } catch (error) {
    throw classified(error, code.name)
  } finally {
    if (running !== undefined) ended(outer)
    left(before)
  }
}

/** What a promise gives comes later, and may be an error that nobody catches. @throws ModelError M002 */
function refusePromise(answer: Promise<unknown>, name: string): never {
  answer.catch(() => {})
  throw new ModelError(
    'M002',
    `${name} answered a Promise: expected its answer at once, since nothing else happens meanwhile.`,
    {
      expected: 'an answer that is no Promise',
      fix: 'Leave out async functions; what may happen later is a step of its own.',
    },
  )
}
