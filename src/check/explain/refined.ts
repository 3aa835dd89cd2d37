/** What is wrong with an implementation, in the words of its clients: which call answers otherwise than the specification would, or waits in vain. */
import { existing } from '../../errors/at.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import { refinedIn } from '../../model/protocol/declarations.ts'
import type { Design } from '../../model/protocol/design.ts'
import { saidText } from '../../model/protocol/names.ts'
import type { NativeRun } from '../../model/run/native-run.ts'
import type { Task } from '../../tasks/task.ts'
import type { StuckThread } from '../../verdict/trace.ts'
import type { Violation } from '../../verdict/verdict.ts'
import { placeIn } from '../../verdict/wait-place.ts'
import type { FoundWaiting } from '../waiting/silence.ts'
import { stuckAfter, type TellingOf } from './stuck.ts'

/** Of a thread that has failed: its call came to an end that the specification would not, or went wrong before. */
export function answersOtherwise(run: NativeRun): Pick<Violation, 'kind' | 'thread' | 'calls' | 'message'> {
  const { threads } = run.design
  const failed = threads.findIndex((_, thread) => run.failure(thread) !== undefined)
  const { name } = existing(threads[failed], 'a thread that has failed')
  const { pending, procs } = run.arrival(failed)
  const monitor = existing(refinedIn(run.design.objects), 'a specification')
  const isReturn = pending.kind === 'operation' && pending.request.event === 'return'
  const call = isReturn ? String(pending.request.args[1]) : (procs[0] ?? 'a call')
  const how = isReturn ? saidText(pending.request.args[2]) : 'fails'
  const why = run.failure(failed)?.message ?? ''
  const message = `${name}'s ${call} ${how}: ${why} (${monitor.words?.(run.value(monitor)) ?? ''})`
  return { kind: 'answers', thread: name, calls: [call], message }
}

/** A run to where callers wait for ever though the specification would answer one of them, taken natively. @throws Stopped; ModelError M004 */
export function* waitingViolation(
  compiled: Compiled,
  design: Design,
  found: FoundWaiting,
  about: TellingOf,
): Task<Violation> {
  const { trace, run, standing: callers } = yield* stuckAfter(compiled, design, found, about)
  const isLeft = (thread: number): boolean =>
    run.waitsAt(thread, 'owed') === undefined && !run.arrival(thread).isSpinning
  const calls = callers.map(({ procs: [call = 'a call'] }) => call)
  const monitor = existing(refinedIn(run.design.objects), 'a specification')
  const instead = monitor.refines?.wouldAnswer(run.value(monitor)) ?? ''
  const [first] = callers
  return {
    kind: 'waiting',
    ...(first && { thread: first.thread }),
    calls,
    message: `${neverText(callers, calls)}; ${instead}`,
    trace: {
      ...trace,
      stuck: callers.filter((_, i) => !isLeft(existing(found.threads[i], 'a thread'))),
    },
  }
}

/** Clients that are in no call need not make another one: they are no help. */
function neverText(callers: readonly StuckThread[], calls: readonly string[]): string {
  const places = callers.map(({ waitsAt, waitsIn }) => `it is${placeIn(waitsAt, waitsIn)}`)
  const whose = callers.map(({ thread }, i) => `${thread}'s ${calls[i]}`)
  if (callers.length === 1)
    return `${whose.join()} never returns: ${places.join()}, and nobody else is in a call to help it`
  const all = whose.map((one, i) => `${one} (${places[i]})`)
  return `${all.join(' and ')} never return, whatever they do, and nobody else is in a call to help them`
}
