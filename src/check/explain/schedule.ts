/**
 * A schedule as text: the threads in the order in which they step, `T0 T1 T0`. Where a step had a choice, the option or outcome taken follows,
 * counted from 0: `T1:2`, or `T1:2,0` where there were two choices on its way.
 */
import { at } from '../../errors/at.ts'
import { UsageError } from '../../errors/usage-error.ts'
import type { ScheduledStep } from '../../explorer/steps/schedule.ts'
import { printable } from '../../model/values/printable.ts'

export function printSchedule(steps: readonly ScheduledStep[], threads: readonly string[]): string {
  return steps
    .map(
      ({ thread, decisions }) =>
        `${printName(at(threads, thread, 'threads'))}${decisions.length === 0 ? '' : `:${decisions.join(',')}`}`,
    )
    .join(' ')
}

/** @throws UsageError U007 where a word is not a step. */
export function parseSchedule(text: string, threads: readonly string[]): readonly ScheduledStep[] {
  const words = text.match(/"(?:[^"\\]|\\.)*"(?::\S*)?|\S+/g) ?? []
  return words.map((word) => {
    const parts = /^("(?:[^"\\]|\\.)*"|[^:"]+)(?::(\d+(?:,\d+)*))?$/.exec(word)
    const thread = threads.findIndex((name) => printName(name) === parts?.[1])
    if (parts === null || thread === -1) {
      throw new UsageError(
        'U007',
        `The schedule's word ${word} is no step: expected a thread, with its choices where it has any, as in "T0 T1:2". Threads: ${threads.join(', ')}.`,
        {
          expected: threads.join(', '),
          seen: word,
        },
      )
    }
    return { thread, decisions: parts[2]?.split(',').map(Number) ?? [] }
  })
}

function printName(name: string): string {
  return /^[^\s:"]+$/.test(name) && printable(name) === name ? name : printable(JSON.stringify(name))
}
