import type { NativeRun } from '../../model/run/native-run.ts'

/** What would help, or may have been meant, where nobody is owed a step and somebody waits. */
export function hintsOf(run: NativeRun): readonly string[] {
  const { threads } = run.design
  const names = (is: (thread: number) => boolean): string =>
    threads
      .filter((_, t) => is(t))
      .map((it) => it.name)
      .join(', ')
  const canStep = (thread: number): boolean => !run.hasEnded(thread) && run.waitsAt(thread) === undefined
  const helped = names((thread) => canStep(thread) && !run.isContent(thread))
  const resting = names((thread) => canStep(thread) && run.isContent(thread))
  const waiting = names((thread) => !run.isContent(thread))
  return [
    ...(helped === '' ? [] : [`${helped} can go on only by what nobody owes: a time-out, say, that may never come`]),
    ...(resting === ''
      ? []
      : [
          `${waiting} waits while ${resting} may stay away: if that is meant, idle(…) or mayRest(region, [what is read], condition) says so`,
        ]),
  ]
}
