/** Random designs of which one thing is not innocent: an innocent thread beside one or two that misbehave in one named way. */
import fc from 'fast-check'
import { atomically, cell, proc, type Steps, type System, step, system, threadIds } from 'lockproof'
import { Memory } from './misdeeds/memory.ts'
import { misdeedGroups, misdeeds } from './misdeeds.ts'
import type { Statement } from './simple-statements.ts'
import { runAll, statements } from './statements.ts'
import { sharedWorld, type World } from './world.ts'

const frames = ['none', 'none', 'none', 'proc', 'region', 'atomically'] as const

export type MisbehavingDesign = {
  readonly kind: string
  readonly v: number
  /** What it remembers is older than the description. */
  readonly isOutside: boolean
  /** The other thread does the same, after what else it does. */
  readonly isShared: boolean
  /** What the misdeed lies in. */
  readonly frame: (typeof frames)[number]
  readonly before: readonly Statement[]
  readonly other: readonly Statement[]
}

const storeInA: fc.Arbitrary<Statement> = fc.record({
  do: fc.constant('store'),
  x: fc.constant(0),
  v: fc.integer({ min: 1, max: 2 }),
})

/** Each group as often as any other. */
const anyKind = fc.oneof(...Object.values(misdeedGroups).map((group) => fc.constantFrom(...Object.keys(group))))

export const misbehavingDesign: fc.Arbitrary<MisbehavingDesign> = misbehavingIn(anyKind)

/** Designs that misbehave in one of these ways. */
export function misbehavingOf(...kinds: readonly string[]): fc.Arbitrary<MisbehavingDesign> {
  return misbehavingIn(fc.constantFrom(...kinds))
}

function misbehavingIn(kind: fc.Arbitrary<string>): fc.Arbitrary<MisbehavingDesign> {
  return fc.record({
    kind,
    v: fc.nat(2),
    isOutside: fc.integer({ min: 0, max: 3 }).map((n) => n === 3),
    isShared: fc.integer({ min: 0, max: 3 }).map((n) => n > 0),
    frame: fc.constantFrom(...frames),
    before: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: statements('plain', 1) }),
    other: fc.oneof(fc.tuple(storeInA), statements('plain', 1)),
  })
}

const outside = new Memory()

export function misbehavingSystem({ kind, v, isOutside, isShared, frame, before, other }: MisbehavingDesign): System {
  return system('misbehaving', (tools) => {
    const [left, right] = threadIds(2)
    const world = sharedWorld(tools, [left, right], [])
    const { out } = tools.shared({ out: cell(['fine', 'bad']) })
    const misbehave = misdeeds[kind]!({ tools, world, v, memory: isOutside ? outside : new Memory() })
    tools.thread(left, function* () {
      if (before.length > 0) yield* runAll({ ...world, me: left }, before)
      if (yield* framed(world, frame, () => misbehave(left))) yield* out.store('bad')
      yield* step('end')
    })
    tools.thread(right, function* () {
      yield* runAll({ ...world, me: right }, other)
      if (isShared && (yield* misbehave(right))) yield* out.store('bad')
    })
    tools.never('bad', [out], (it) => it === 'bad')
    tools.allowDeadlock()
  })
}

function framed({ critical }: World, frame: MisbehavingDesign['frame'], body: () => Steps<boolean>): Steps<boolean> {
  if (frame === 'proc') return proc(body)()
  if (frame === 'region') return critical(body)
  return frame === 'atomically' ? atomically(body) : body()
}
