/** Random designs in the whole language, as data that prints and shrinks; nothing in them outlives its frame. */
import fc from 'fast-check'
import { type System, system, type ThreadId, threadIds } from 'lockproof'
import type { Statement } from './simple-statements.ts'
import { runAll, statements } from './statements.ts'
import { propertyNames, type Said, sharedWorld } from './world.ts'

export type InnocentDesign = {
  /** All threads run the first body. */
  readonly isFamily: boolean
  readonly threads: readonly (readonly Statement[])[]
  readonly properties: readonly Said[]
  readonly isDeadlockAllowed: boolean
  /** Where a thread may stay for ever. */
  readonly rests: 'nowhere' | 'trying' | 'trying, while a is 0'
}

/** Two threads, or three short ones, and some properties. */
export const innocentDesign: fc.Arbitrary<InnocentDesign> = fc.record({
  isFamily: fc.boolean(),
  threads: fc.oneof(
    { weight: 5, arbitrary: fc.tuple(statements('any', 2), statements('any', 2)) },
    { weight: 1, arbitrary: fc.tuple(statements('any', 1), statements('any', 1), statements('any', 1)) },
  ),
  properties: fc.uniqueArray(fc.record({ name: fc.constantFrom(...propertyNames), v: fc.nat(2) }), {
    selector: ({ name }) => name,
    maxLength: 3,
  }),
  isDeadlockAllowed: fc.boolean(),
  rests: fc.constantFrom('nowhere', 'nowhere', 'trying', 'trying, while a is 0'),
})

export function innocentSystem({ isFamily, threads, properties, isDeadlockAllowed, rests }: InnocentDesign): System {
  return system('innocent', (tools) => {
    const ids: readonly ThreadId[] = threadIds(threads.length)
    const world = sharedWorld(tools, ids, properties)
    if (isFamily) tools.threads(ids, (me) => runAll({ ...world, me }, threads[0] ?? []))
    else
      ids.forEach((me, i) => {
        tools.thread(me, function* () {
          yield* runAll({ ...world, me }, threads[i] ?? [])
        })
      })
    if (rests === 'trying') tools.mayRest(world.trying)
    if (rests === 'trying, while a is 0') tools.mayRest(world.trying, [world.a], (a) => a === 0)
    if (isDeadlockAllowed) tools.allowDeadlock()
  })
}
