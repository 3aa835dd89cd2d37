import { at } from '../../errors/at.ts'
import { step } from '../language/frames.ts'
import type { Region } from '../language/region.ts'
import type { Steps } from '../language/steps.ts'
import { type System, system, type Tools, threadIds } from '../language/system.ts'
import type { ThreadId } from '../values/thread-id.ts'
import { type Block, blocksOf } from './blocks.ts'
import type { ClientProgram } from './client-program.ts'
import type { Lock } from './lock.ts'
import { requireLock, requireProgram } from './required-lock.ts'

/**
 * The system in which each thread makes its calls once, in order. Its sections are regions; a section that excludes
 * others is a property.
 * @example
 * const two = program([['lock', 'unlock'], ['lock', 'unlock']])
 * check(clientSystem(flagLock, two))
 */
export function clientSystem<Call extends string, Section extends string>(
  lock: Lock<Call, Section>,
  program: ClientProgram<Call>,
): System {
  requireLock(lock, 'clientSystem')
  requireProgram(program, lock, 'clientSystem')
  const { threads } = program
  return system(`clients of ${lock.name}`, (tools) => {
    const ids = threadIds(threads.length)
    const calls = lock.describe(tools, ids)
    const names = Object.keys(lock.sections) as Section[] // the keys are the sections
    const sections = tools.regions(...names)
    ids.forEach((me, thread) => {
      const blocks = blocksOf(lock, at(threads, thread, 'threads'))
      tools.thread(me, () => perform({ me, calls, sections }, blocks))
    })
    excludeEachOther(lock, names, sections, tools)
  })
}

type Client<Call extends string, Section extends string> = {
  readonly me: ThreadId
  readonly calls: { readonly [C in Call]: (me: ThreadId) => Steps<unknown> }
  readonly sections: { readonly [S in Section]: Region }
}

function* perform<Call extends string, Section extends string>(
  client: Client<Call, Section>,
  blocks: readonly Block<Call, Section>[],
): Steps<void> {
  for (const block of blocks) yield* performBlock(client, block)
}

function* performBlock<Call extends string, Section extends string>(
  client: Client<Call, Section>,
  { call, section, body, end }: Block<Call, Section>,
): Steps<void> {
  const answer = yield* client.calls[call](client.me)
  if (section === undefined || answer === false) return
  yield* client.sections[section](() => (body.length === 0 ? step(section) : perform(client, body)))
  if (end !== undefined) yield* performBlock(client, end)
}

function excludeEachOther<Call extends string, Section extends string>(
  lock: Lock<Call, Section>,
  names: readonly Section[],
  sections: { readonly [S in Section]: Region },
  { always }: Pick<Tools, 'always'>,
): void {
  const pairs = names.flatMap((name) => (lock.sections[name].excludes ?? []).map((other) => [name, other].sort()))
  const distinct = new Map(pairs.map((pair) => [pair.join(), pair]))
  for (const [left, right] of distinct.values()) {
    const pair = [sections[left as Section], sections[right as Section]] as const // both are sections
    const name = left === right ? `${left} is exclusive` : `${left} excludes ${right}`
    always(name, pair, (inLeft, inRight) => inLeft.every((one) => inRight.every((other) => one === other)))
  }
}
