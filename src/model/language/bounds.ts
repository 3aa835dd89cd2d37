import { ModelError } from '../../errors/model-error.ts'
import { callSite } from '../protocol/site.ts'
import { show } from '../values/encode.ts'
import { isRecord } from '../values/record.ts'
import { seenAs } from '../values/seen.ts'

/** Of threads, and of regions. */
const most = 30
/** Of values that a number asks for, one from the command line perhaps: a search would end long before that, and memory soon after. */
const mostValues = 1_000_000

/** `what`: `range(1e9)`. @throws ModelError M009 where these are no whole numbers, M007 where there is no room for all that lies between them. */
export function requireRoom(what: string, from: number, to: number): void {
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to)) throw refused('M009', what, 'whole numbers')
  if (to - from > mostValues) throw refused('M007', what, `at most ${mostValues} values`)
}

function refused(code: 'M007' | 'M009', what: string, expected: string): ModelError {
  return new ModelError(code, `${what}: expected ${expected}.`, { expected, seen: what, site: callSite() })
}

/** `what`: `system`. @throws ModelError M009 where the name is no text: it stands in verdicts, and tells one from another. */
export function requireName(what: string, name: unknown): void {
  if (typeof name !== 'string') throw refused('M009', `${what}(${show(name)}, …)`, 'a text as its name')
}

/** @throws ModelError M009 where they are no record, or have a name that copies of a record lose. */
export function requireDefaults(name: string, defaults: unknown): void {
  const isPlain = typeof defaults === 'object' && defaults !== null && isRecord(defaults)
  if (!isPlain) throw refused('M009', `system(${show(name)}, ${seenAs(defaults)}, …)`, 'a record of parameters')
  if (Object.hasOwn(defaults, '__proto__'))
    throw refused('M009', `${name} has a parameter __proto__`, 'another name, since JavaScript has its own use for it')
}

/** @throws ModelError M007 where there are as many already. */
export function requirePlace(owner: string, kind: 'threads' | 'regions', count: number): void {
  if (count < most) return
  throw refused('M007', `${owner} has more than ${most} ${kind}`, `at most ${most}`)
}
