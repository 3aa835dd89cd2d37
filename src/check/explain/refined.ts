/** What is wrong with an implementation, in the words of its clients: which call answers otherwise than the specification would, or waits in vain. */
import { existing } from '../../errors/at.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import { refinedIn } from '../../model/protocol/declarations.ts'
import type { Design } from '../../model/protocol/design.ts'
import { saidText } from '../../model/protocol/names.ts'
import type { NativeRun } from '../../model/run/native-run.ts'
import type { Task } from '../../tasks/task.ts'
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
  const who = callers.map((one, i) => `${one.thread}'s ${calls[i]} (it is${placeIn(one.waitsAt, one.waitsIn)})`)
  const monitor = existing(refinedIn(run.design.objects), 'a specification')
  const instead = monitor.refines?.wouldAnswer(run.value(monitor)) ?? ''
  const never = `${who.join(' and ')} never ${who.length > 1 ? 'return' : 'returns'}, whatever those in a call do`
  const [first] = callers
  return {
    kind: 'waiting',
    ...(first && { thread: first.thread }),
    calls,
    message: `${never}; ${instead}`,
    trace: {
      ...trace,
      stuck: callers.filter((_, i) => !isLeft(existing(found.threads[i], 'a thread'))),
    },
  }
}
