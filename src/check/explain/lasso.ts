import { at } from '../../errors/at.ts'
import { stepsOf } from '../../explorer/runs/steps-of.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import type { Design } from '../../model/protocol/design.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { ThreadAccount, Trace } from '../../verdict/trace.ts'
import type { Violation } from '../../verdict/verdict.ts'
import type { FoundLasso, LassoAccount } from '../waiting/liveness.ts'
import type { Tell } from './holders.ts'
import { replayed } from './replayed.ts'

/** A run without end as people read it, its cycle taken natively twice. @throws Stopped; ModelError M004 where the replay differs */
export function* lassoViolation(
  compiled: Compiled,
  design: Design,
  found: FoundLasso,
  about: { readonly tell: Tell; readonly meter: Meter },
): Task<Violation> {
  const { cycleStart, isShortest } = found.run
  const steps = yield* stepsOf(compiled.program, found.run, about.meter)
  const { trace } = yield* replayed(compiled, design, { steps, cycleStart }, about)
  const account = found.accounts.map((one) => accountOf(one, design, trace, cycleStart))
  const thread = found.thread === undefined ? {} : { thread: at(design.threads, found.thread, 'threads').name }
  const told = { ...trace, isShortest, hasFewestSwitches: false, account }
  return {
    kind: 'liveness',
    property: found.declared.name,
    ...thread,
    message: messageOf(found, thread.thread, told),
    trace: told,
  }
}

function accountOf(
  { thread, role, spins, steps, owedAfter }: LassoAccount,
  design: Design,
  trace: Trace,
  start: number,
): ThreadAccount {
  const { name } = at(design.threads, thread, 'threads')
  const waits = waitsIn(trace, name)
  return {
    thread: name,
    role: spins ? 'spins' : role,
    steps,
    // after step k of the cycle; what is so at its start is so after its last step
    ...(role === 'blocked in between'
      ? {
          couldStepAfter: owedAfter
            .map((k) => start + (k === 0 ? trace.steps.length - start : k))
            .toSorted((a, b) => a - b),
        }
      : {}),
    ...(waits.length > 0 && steps === 0 ? { waitsAt: waits } : {}),
  }
}

/** At what the thread stands, or has stood, on the cycle. */
function waitsIn({ threads, cycleStart = 0 }: Trace, name: string): readonly string[] {
  const spans = threads.flatMap((one) => (one.name === name && one.spans !== undefined ? one.spans : []))
  const last = spans.findLastIndex(({ from }) => from <= cycleStart)
  const waiting = spans.slice(Math.max(0, last)).findLast(({ status }) => status === 'waiting' || status === 'resting')
  return waiting === undefined ? [] : waiting.next
}

/** What kind of waiting it is, told from what happens on the cycle. */
function messageOf(
  { declared }: FoundLasso,
  thread: string | undefined,
  trace: Trace & { readonly account: readonly ThreadAccount[] },
): string {
  const who = thread ?? 'somebody'
  const { account, steps, cycleStart = 0 } = trace
  const cycle = steps.slice(cycleStart)
  if (declared.kind !== 'starvation freedom' && declared.kind !== 'progress') return notMet(declared.name, cycle.length)
  if (cycle.length === 0) return `${who} waits for ever while nobody owes a step`
  const others = [
    ...new Set(cycle.filter(({ entered }) => entered.includes(declared.critical.name)).map((step) => step.thread)),
  ]
  if (others.length > 0)
    return `${who} waits for ever while ${others.join(', ')} ${others.length === 1 ? 'enters' : 'enter'} again and again`
  const neglected = account.filter(({ role }) => role === 'neglected').map((one) => one.thread)
  if (neglected.length > 0) return `${who} waits for ever while nothing makes ${neglected.join(', ')} go on`
  const going = account.filter((one) => one.steps > 0).map((one) => one.thread)
  return `livelock: ${going.join(', ')} ${going.length === 1 ? 'goes' : 'go'} on for ever, and nobody enters ${declared.critical.name}`
}

function notMet(name: string, cycle: number): string {
  return `'${name}' does not hold: ${cycle === 0 ? 'it stays so for ever' : 'this goes on for ever'}`
}
