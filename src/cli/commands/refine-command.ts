import { UsageError } from '../../errors/usage-error.ts'
import { examineValue } from '../../options/examined.ts'
import { integer } from '../../options/kinds.ts'
import type { Keeps } from '../../refine/refinement.ts'
import type { RefineOrder } from '../../worker/messages.ts'
import type { Threads } from '../../worker/threads.ts'
import { splitArguments } from '../chosen/arguments.ts'
import type { ExitCode } from '../terminal/exit-code.ts'
import { checkCommand } from './check-command.ts'
import type { CheckFlags } from './check-flags.ts'

export type RefineFlags = CheckFlags & {
  readonly threads?: string
  readonly depth?: string
  readonly calls?: string
  readonly keeps?: string
}

/** Checks whether one lock of the files refines another, with no system in a file of its own. @throws UsageError U006 */
export async function refineCommand(
  words: readonly string[],
  { threads, depth, calls, keeps, ...flags }: RefineFlags,
  given: Threads | undefined,
): Promise<ExitCode> {
  const { files, systems } = splitArguments(words)
  const [implementation, specification, ...others] = systems
  if (implementation === undefined || specification === undefined || others.length > 0) {
    const [expected, seen] = ['two names of locks after the files', systems.join(' ') || 'none']
    throw new UsageError('U006', `lockproof refine: expected ${expected}, saw ${seen}.`, { expected, seen })
  }
  const refine: RefineOrder = {
    implementation,
    specification,
    ...(threads === undefined ? {} : { threads: wholeNumber('--threads', threads) }),
    ...(depth === undefined ? {} : { depth: wholeNumber('--depth', depth) }),
    ...(calls === undefined ? {} : { calls: wholeNumber('--calls', calls) }),
    ...(keeps === undefined ? {} : { keeps: keeps as Keeps }), // it is looked at where it is used
  }
  return await checkCommand(files, { ...flags, refine }, given)
}

/** @throws UsageError U006 */
function wholeNumber(option: string, text: string): number {
  const number = /^\d+$/.test(text) ? Number(text) : text
  examineValue(option, number, integer(1))
  return Number(number)
}
