/** What runs under the spin lock of the resource: one step, since nobody else can look in between; or the lock in steps of its own. */
import { cell, inOneStep, proc, type Tools } from '../../language/index.ts'
import type { Locked, Touching } from './fine-resource.ts'
import type { Memory } from './memory.ts'
import type { FineOptions } from './options.ts'
import type { StructureObject } from './recipes.ts'

/** Without memory that can be freed there is nothing to touch. */
export function touchingOf(structure: StructureObject, memory: Memory, { keepsMemory }: FineOptions): Touching {
  if (!keepsMemory) return (_what, body) => body()
  return (what, body) =>
    inOneStep(function* () {
      yield* memory.touch(yield* structure.address(what))
      return yield* body()
    })
}

/** The spin lock; on a processor it is taken at DISPATCH_LEVEL. */
export function lockedOf(
  { shared }: Pick<Tools, 'shared'>,
  touching: Touching,
  { name, keepsSpinLock, processorOf, rules }: FineOptions,
): Locked {
  const table: Locked = (_me, segment) => touching('OwnerTable', segment)
  if (!keepsSpinLock && processorOf === undefined) return table
  const spinLock = cell(['free', 'held'])
  shared({ [`${name}SpinLock`]: spinLock })
  const spinning: Locked = (me, segment) =>
    proc(
      function* () {
        yield* spinLock.when('free').store('held')
        const answer = yield* table(me, segment)
        yield* spinLock.store('free')
        return answer
      },
      { name: 'locked' },
    )()
  if (processorOf === undefined || !rules.raisesIrql) return spinning
  return (me, segment) =>
    proc(
      function* () {
        const irql = yield* processorOf(me).raise(me, 'DISPATCH')
        const answer = yield* spinning(me, segment)
        yield* processorOf(me).lower(me, irql)
        return answer
      },
      { name: 'raised' },
    )()
}
