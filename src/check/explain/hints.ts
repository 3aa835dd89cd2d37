import type { NativeRun } from '../../model/run/native-run.ts'

/** What would help, or may have been meant, where nobody is owed a step and somebody waits. */
export function hintsOf(run: NativeRun): readonly string[] {
  const { threads } = run.design
  const names = (is: (thread: number) => boolean): readonly string[] =>
    threads.filter((_, t) => is(t)).map((it) => it.name)
  const canStep = (thread: number): boolean => !run.hasEnded(thread) && run.waitsAt(thread) === undefined
  const seesOld = (thread: number): boolean =>
    run.waitsAt(thread, 'owed')?.some(({ request }) => request.sees === 'the last') === true // that is said beside it
  const helped = names((thread) => canStep(thread) && !run.isContent(thread) && !seesOld(thread))
  const resting = names((thread) => canStep(thread) && run.isContent(thread))
  const waiting = names((thread) => !run.isContent(thread))
  return [
    ...(helped.length === 0
      ? []
      : [`${helped.join(', ')} can go on only by what nobody owes: a time-out, say, that may never come`]),
    ...(resting.length === 0
      ? []
      : [
          `${waiting.join(', ')} ${waiting.length === 1 ? 'waits' : 'wait'} while ${resting.join(', ')} may stay away: if that is meant, idle(…) or mayRest(region, [what is read], condition) says so`,
        ]),
  ]
}
