import { at } from '../../errors/at.ts'
import { stepsOf } from '../../explorer/runs/steps-of.ts'
import type { Step } from '../../explorer/steps/schedule.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import type { ThreadIndex } from '../../model/ir.ts'
import type { Design } from '../../model/protocol/design.ts'
import type { NativeRun } from '../../model/run/native-run.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { StuckThread, Trace } from '../../verdict/trace.ts'
import type { Violation } from '../../verdict/verdict.ts'
import { placeIn } from '../../verdict/wait-place.ts'
import type { FoundStuck } from '../waiting/stuck.ts'
import { withHelpers } from './helped.ts'
import { Holders } from './holders.ts'
import { replayed } from './replayed.ts'
import { ringHints } from './ring-hints.ts'
import type { Tell } from './told.ts'
import { standsAt, waitingOf } from './waiting.ts'

/** A run to where a thread is stuck while others go on, taken natively. @throws Stopped; ModelError M004 where the replay differs */
export function* stuckViolation(
  compiled: Compiled,
  design: Design,
  found: FoundStuck,
  about: TellingOf,
): Task<Violation> {
  const { steps, trace, run, holders, standing } = yield* stuckAfter(compiled, design, found, about)
  const stuck = yield* withHelpers(standing, holders, { compiled, steps, meter: about.meter })
  const { name } = at(design.threads, found.thread, 'threads')
  return {
    kind: 'stuck',
    thread: name,
    message: messageOf(stuck, name, run),
    hints: ringHints(stuck),
    trace: {
      ...trace,
      doomedFrom: found.doomedFrom,
      doomed: name,
      stuck,
    },
  }
}

export type TellingOf = { readonly tell: Tell; readonly meter: Meter }

type StuckAfter = {
  readonly steps: readonly Step[]
  readonly trace: Trace
  readonly run: NativeRun
  readonly holders: Holders
  readonly standing: readonly StuckThread[]
}

/** A shortest run, taken natively, to where these threads are stuck. @throws Stopped; ModelError M004 where the replay differs */
export function* stuckAfter(
  compiled: Compiled,
  design: Design,
  found: Pick<FoundStuck, 'run' | 'threads'>,
  about: TellingOf,
): Task<StuckAfter> {
  const steps = yield* stepsOf(compiled.program, found.run, about.meter)
  const { trace, run } = yield* replayed(compiled, design, { steps }, about)
  const holders = new Holders(run, about.tell)
  const standing = found.threads.map((thread) => stuckAt(holders, thread))
  return { steps, trace: { ...trace, isShortest: true, hasFewestSwitches: false }, run, holders, standing }
}

function stuckAt(holders: Holders, thread: ThreadIndex): StuckThread {
  const { name } = at(holders.run.design.threads, thread, 'threads')
  const { pending, calls } = holders.run.arrival(thread)
  const next = pending.kind === 'operation' ? [pending.request.label] : []
  const call = next.length === 0 ? undefined : holders.calls.outermost(calls)
  const spinning = { waitsAt: next, ...(call === undefined ? {} : { waitsIn: [call] }), waitsOn: [], waitsFor: [] }
  return { thread: name, ...(waitingOf(holders, thread, 'owed') ?? spinning), ...standsAt(holders, thread) }
}

function messageOf(stuck: readonly StuckThread[], name: string, { design }: NativeRun): string {
  const others = design.threads
    .map((thread) => thread.name)
    .filter((other) => stuck.every(({ thread }) => thread !== other))
  const who = stuck.map((one) => `${one.thread}${placeIn(one.waitsAt, one.waitsIn)}`)
  const first = stuck.length === 1 ? `${name} is stuck` : `${stuck.length} threads are stuck`
  const rest =
    others.length === 0
      ? 'nothing that they owe each other helps'
      : `nothing that ${others.join(', ')} ${others.length === 1 ? 'owes' : 'owe'} helps`
  return `${first}: ${who.join('; ')}; ${rest}`
}
