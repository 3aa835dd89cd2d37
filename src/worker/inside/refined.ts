import type { LoadedFile } from '../../catalogue/catalogue.ts'
import { suggestion } from '../../errors/suggestion.ts'
import { UsageError } from '../../errors/usage-error.ts'
import type { Lock } from '../../model/locks/lock.ts'
import * as specifications from '../../model/locks/specifications/index.ts'
import { refinementOf } from '../../refine/refinement.ts'
import type { RefineOrder } from '../messages.ts'

type AnyLock = Lock<string, string>

/**
 * In the place of what the files export the system that says whether one of their locks refines another, or a specification of ours of that name.
 * @throws UsageError U004 where there is no such lock.
 */
export function refined(
  loaded: readonly LoadedFile[],
  { implementation, specification, ...its }: RefineOrder,
): LoadedFile {
  const own = loaded.flatMap(({ exports }) => locksIn(exports))
  const file = loaded.map((one) => one.file).join(', ')
  const [left, right] = [
    lockNamed(implementation, own, file),
    lockNamed(specification, [...own, ...locksIn(specifications)], file),
  ]
  return { file, exports: { [`${implementation} ${specification}`]: refinementOf(left, right, its) } }
}

function locksIn(exports: Readonly<Record<string, unknown>>): readonly (readonly [string, AnyLock])[] {
  return Object.entries(exports).flatMap(([name, value]) => (isLock(value) ? [[name, value] as const] : []))
}

/** By its export, or else by its own name. */
function lockNamed(wanted: string, locks: readonly (readonly [string, AnyLock])[], file: string): AnyLock {
  const found = locks.find(([name]) => name === wanted) ?? locks.find(([, { name }]) => name === wanted)
  if (found !== undefined) return found[1]
  const known = locks.map(([name]) => name)
  const expected = known.length === 0 ? 'an export that lock({ … }) makes' : `one of ${known.join(', ')}`
  throw new UsageError('U004', `${file} has no lock ${wanted}: expected ${expected}.${suggestion(wanted, known)}`, {
    expected,
    seen: wanted,
  })
}

function isLock(value: unknown): value is AnyLock {
  if (typeof value !== 'object' || value === null || !('describe' in value)) return false
  return typeof value.describe === 'function' && 'calls' in value && 'sections' in value && 'name' in value
}
