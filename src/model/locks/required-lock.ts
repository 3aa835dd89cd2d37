import { UsageError } from '../../errors/usage-error.ts'
import { examine, type Members } from '../../options/examined.ts'
import { callable, flag, integer, listOf, oneOf, oneOrMore, text } from '../../options/kinds.ts'
import { show } from '../values/encode.ts'

/** @throws UsageError U009 for anything else than what `lock` describes. */
export function requireLock(given: unknown, whose: string): void {
  if (isRecord(given) && isRecord(given.calls) && isRecord(given.sections) && typeof given.describe === 'function')
    return
  throw wrong(whose, given, 'a lock, as lock({ name, sections, calls, describe }) makes it', 'a lock')
}

/** @throws UsageError U009 for anything else than a record; U006 for members that are not known, or of another kind: a slip would be a default. */
export function examineLock(described: unknown): void {
  requireLock(described, 'lock')
  const { calls, sections } = described as { readonly calls: object; readonly sections: object } // it is one by now
  const section = oneOf(Object.keys(sections))
  const rule: Members = {
    opens: section,
    closes: oneOrMore(section),
    needs: section,
    inside: listOf(section),
    isTogether: flag,
    isMisuse: flag,
  }
  examine('lock', described, {
    name: text,
    sections: { members: forEach(sections, { excludes: listOf(section) }) },
    calls: { members: forEach(calls, rule) },
    threads: integer(1, 30),
    describe: callable,
  })
  for (const [name, rule] of Object.entries<Readonly<Record<string, unknown>>>({ ...calls })) requireAlone(name, rule)
}

/** @throws UsageError U006 where it would have to be made in a section to be made by all */
function requireAlone(name: string, rule: Readonly<Record<string, unknown>>): void {
  const other = ['opens', 'closes', 'needs'].find((it) => rule[it] !== undefined)
  if (rule.isTogether !== true || other === undefined) return
  const [expected, seen] = ['no section where isTogether is given', `${other}: ${show(rule[other])}`]
  throw new UsageError('U006', `lock: calls.${name}: expected ${expected}, saw ${seen}.`, { expected, seen })
}

function forEach(record: object, members: Members): Members {
  return Object.fromEntries(Object.keys(record).map((name) => [name, { members }]))
}

/** @throws UsageError U009 for anything else than lists of calls of the lock. */
export function requireProgram(given: unknown, { calls }: { readonly calls: object }, whose: string): void {
  const isCall = (call: unknown): boolean => typeof call === 'string' && Object.hasOwn(calls, call)
  const isThread = (thread: unknown): boolean => Array.isArray(thread) && thread.every(isCall)
  if (isRecord(given) && Array.isArray(given.threads) && given.threads.every(isThread)) return
  const known = Object.keys(calls).join(', ')
  throw wrong(whose, given, `a program { threads: [[…], …] } of the calls ${known}`, 'a program')
}

function isRecord(given: unknown): given is Readonly<Record<string, unknown>> {
  return typeof given === 'object' && given !== null
}

function wrong(whose: string, given: unknown, expected: string, short: string): UsageError {
  const seen = typeof given === 'function' ? 'a function' : show(given)
  return new UsageError('U009', `${whose}() was given ${seen}: expected ${expected}.`, { expected: short, seen })
}
