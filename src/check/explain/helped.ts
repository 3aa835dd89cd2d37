import { at } from '../../errors/at.ts'
import type { Step } from '../../explorer/steps/schedule.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { StuckThread } from '../../verdict/trace.ts'
import type { Holders } from './holders.ts'
import { endOf, type Help, whoCouldHelp, wholeTables } from './who-could-help.ts'

/** With whoever could still let them go on, of those of whom no object says for whom they wait. */
export function* withHelpers(
  stuck: readonly StuckThread[],
  holders: Holders,
  { compiled, steps, meter }: { readonly compiled: Compiled; readonly steps: readonly Step[]; readonly meter: Meter },
): Task<readonly StuckThread[]> {
  if (!stuck.some(isUntold)) return stuck
  const whole = yield* wholeTables(compiled, meter)
  if (whole === undefined) return stuck
  const end = endOf(whole, steps)
  const { threads } = holders.run.design
  return stuck.map((one) => {
    const thread = threads.findIndex(({ name }) => name === one.thread)
    const helps = isUntold(one) ? whoCouldHelp(whole, end, thread) : undefined
    return helps === undefined ? one : { ...one, ...told(one, helps, holders, whole) }
  })
}

/** An object may say until what it waits, and not for whom. */
function isUntold({ waitsOn, waitsFor }: StuckThread): boolean {
  return waitsOn.length > 0 && waitsFor.length === 0
}

/** One who could help is whom it waits for; of several each may be the one. */
function told(
  { waitsOn, why: said }: StuckThread,
  helps: readonly Help[],
  holders: Holders,
  whole: Compiled,
): Pick<StuckThread, 'waitsFor' | 'why'> {
  const nobody = waitsOn.map((on) => ({ on, why: 'nobody is left who could let it go on' }))
  if (helps.length === 0) return { waitsFor: [], why: said ?? nobody }
  const { threads } = holders.run.design
  const why = helps.map((help) => ({
    on: whole.request(help.operation).object.name,
    thread: at(threads, help.thread, 'threads').name,
    why: `could let it go on by ${textOf(help, holders, whole)}`,
  }))
  return { waitsFor: why.length === 1 ? why.map(({ thread }) => thread) : [], why: [...(said ?? []), ...why] }
}

/** The call of the routine that the operation is part of, or the operation. */
function textOf({ thread, local, operation }: Help, { calls }: Holders, whole: Compiled): string {
  return calls.outermost(whole.arrival(thread, local).calls) ?? whole.request(operation).label
}
