import { at } from '../../errors/at.ts'
import type { ExcludedBy } from '../../explorer/liveness/account.ts'
import { stepsOf } from '../../explorer/runs/steps-of.ts'
import { By } from '../../explorer/steps/by.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import type { Design } from '../../model/protocol/design.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { Span, ThreadAccount, Trace, TraceStep } from '../../verdict/trace.ts'
import type { Violation } from '../../verdict/verdict.ts'
import type { FoundRun, LassoAccount } from '../waiting/found.ts'
import { replayed } from './replayed.ts'
import type { Tell } from './told.ts'

type Excluded = Pick<Violation, 'excludedBy' | 'excludedActions'>

/** A run that violates what is asked of runs, as people read it; a cycle is taken natively twice. @throws Stopped; ModelError M004 where the replay differs */
export function* runViolation(
  compiled: Compiled,
  design: Design,
  found: FoundRun,
  about: { readonly tell: Tell; readonly meter: Meter },
): Task<Violation> {
  const { cycleStart, isShortest = true } = found.run
  const steps = yield* stepsOf(compiled.program, found.run, about.meter)
  const { trace } = yield* replayed(compiled, design, { steps, cycleStart }, about)
  const told = { ...trace, isShortest, hasFewestSwitches: false }
  const thread = found.thread === undefined ? {} : { thread: at(design.threads, found.thread, 'threads').name }
  const its = { kind: 'liveness', property: found.declared.name, ...thread } as const
  if (cycleStart === undefined) return { ...its, message: orderText(found, design), trace: told }
  const account = (found.accounts ?? []).map((one) => accountOf(one, design, trace, cycleStart))
  return {
    ...its,
    message: cycleText(found, design, trace.steps.slice(cycleStart), account),
    ...(found.excludedBy && excludedText(found.excludedBy, design)),
    trace: { ...told, account },
  }
}

function excludedText({ weak, strong, actions }: ExcludedBy, { threads, fairness }: Design): Excluded {
  const kinds = [...(weak === 0 ? [] : ['weak' as const]), ...(strong === 0 ? [] : ['strong' as const])]
  const left = actions.flatMap(({ thread, bits }) =>
    fairness.actions
      .filter((_, a) => (bits & (1 << (By.firstAction + a))) !== 0)
      .map(({ label }) => ({ thread: at(threads, thread, 'threads').name, action: label })),
  )
  return { excludedBy: kinds, ...(left.length === 0 ? {} : { excludedActions: left }) }
}

function accountOf(
  { thread, role, spins, steps, owedAfter }: LassoAccount,
  design: Design,
  trace: Trace,
  start: number,
): ThreadAccount {
  const { name } = at(design.threads, thread, 'threads')
  const waits = steps === 0 ? waitOf(trace, name, start) : undefined
  const round = trace.steps.length - start
  // after step k of the cycle; what is so at its start is so after its last step
  const couldStepAfter = owedAfter.map((k) => start + (k === 0 ? round : k)).toSorted((a, b) => a - b)
  return {
    thread: name,
    role: spins ? 'spins' : role,
    steps,
    ...(role === 'blocked in between' ? { couldStepAfter } : {}),
    ...(waits === undefined || waits.next.length === 0 ? {} : { waitsAt: waits.next }),
    ...(waits?.nextCalls === undefined ? {} : { waitsIn: waits.nextCalls }),
  }
}

/** At what the thread stands, or has stood, on the cycle. */
function waitOf({ threads }: Trace, name: string, start: number): Span | undefined {
  const spans = threads.flatMap((one) => (one.name === name && one.spans !== undefined ? one.spans : []))
  const last = spans.findLastIndex(({ from }) => from <= start)
  return spans.slice(Math.max(0, last)).findLast(({ status }) => status === 'waiting' || status === 'resting')
}

/** What kind of waiting it is, told from what happens on the cycle. */
function cycleText(
  { declared, thread }: FoundRun,
  design: Design,
  cycle: Trace['steps'],
  account: readonly ThreadAccount[],
): string {
  const who = thread === undefined ? 'somebody' : at(design.threads, thread, 'threads').name
  if (declared.kind !== 'starvation freedom' && declared.kind !== 'progress')
    return `'${declared.name}' does not hold: ${cycle.length === 0 ? 'it stays so for ever' : 'this goes on for ever'}`
  if (cycle.length === 0) return `${who} waits for ever while nobody owes a step`
  const { trying, critical } = declared
  const others = whoseSteps(cycle, ({ entered }) => entered.includes(critical.name))
  if (others.length > 0)
    return `${who} waits for ever while ${others.join(', ')} ${others.length === 1 ? 'enters' : 'enter'} again and again`
  const neglected = account.filter(({ role }) => role === 'neglected').map((one) => one.thread)
  if (neglected.length > 0) return `${who} waits for ever while nothing makes ${neglected.join(', ')} go on`
  const goOn = (threads: readonly string[]): string =>
    `${threads.join(', ')} ${threads.length === 1 ? 'goes' : 'go'} on for ever, and nobody enters ${critical.name}`
  const tries = whoseSteps(cycle, ({ regions }) => regions.includes(trying.name))
  return tries.length > 0
    ? `${goOn(tries)}: a livelock`
    : `${who} waits for ever while ${goOn(whoseSteps(cycle, () => true))}`
}

/** Threads that take such steps, each once. */
function whoseSteps(cycle: Trace['steps'], isOne: (step: TraceStep) => boolean): readonly string[] {
  return [...new Set(cycle.filter(isOne).map(({ thread }) => thread))]
}

function orderText({ declared, thread, before }: FoundRun, { threads }: Design): string {
  const name = (of: number | undefined): string => (of === undefined ? 'somebody' : at(threads, of, 'threads').name)
  if (declared.kind !== 'bounded bypass')
    return `${name(before)} began to try when ${name(thread)} was waiting, and enters before it`
  return `others enter more than ${declared.atMost === 1 ? 'once' : `${declared.atMost} times`} while ${name(thread)} waits`
}
