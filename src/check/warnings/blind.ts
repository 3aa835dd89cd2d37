/** Where a clean verdict about waiting is blind, or says less than it seems to. */
import { at } from '../../errors/at.ts'
import type { Coverage } from '../../explorer/steps/coverage.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import { type LocalId, Mark, type ObjectId, Pending, type ThreadIndex, UNKNOWN } from '../../model/ir.ts'
import type { Answer } from '../../verdict/verdict.ts'
import type { WarningOf } from '../../verdict/warning.ts'

/** `seen`: what searches and what may happen at most have covered. */
export function blindSpots(
  compiled: Compiled,
  seen: readonly Coverage[],
  answers: readonly Answer[],
): readonly WarningOf[] {
  return [...neverResting(compiled, seen, answers), ...comingBack(compiled, answers)]
}

/** Threads that go round for ever, without a place to stay, and let others go on: whoever one would wake in its next round is never missed. */
function neverResting(compiled: Compiled, seen: readonly Coverage[], answers: readonly Answer[]): WarningOf[] {
  if (!answers.some(({ kind, result }) => kind === 'nobody stuck' && result === 'holds')) return []
  const { threads } = compiled.program.ir
  const never = [...threads.keys()].filter((t) => !hasAnEnd(compiled, seen, t) && wakesOthers(compiled, seen, t))
  const names = never.map((t) => at(threads, t, 'threads').name)
  return names.length === 0 ? [] : [{ kind: 'never rests', threads: names }]
}

/** Whether there is a local state in which it has finished, or may stay. */
function hasAnEnd({ program: { ir } }: Compiled, seen: readonly Coverage[], thread: ThreadIndex): boolean {
  const { pending, marks, regions } = at(ir.threads, thread, 'threads')
  const resting = ir.rests.reduce((set, { region }) => set | (1 << region), 0)
  return pending.some(
    (kind, local) =>
      seen.some((one) => one.isMet(thread, local)) &&
      (kind === Pending.finished ||
        (at(marks, local) & (Mark.voluntary | Mark.idle)) !== 0 ||
        (at(regions, local) & resting) !== 0),
  )
}

/** Whether it may change an object at which another one has waited. */
function wakesOthers(compiled: Compiled, seen: readonly Coverage[], thread: ThreadIndex): boolean {
  const { ir } = compiled.program
  const waitedAt = new Set<ObjectId>()
  ir.threads.forEach((_, other) => {
    if (other === thread) return
    forOperationsMet(compiled, seen, other, (local, object) => {
      if (seen.some((one) => one.wasBlocked(other, local))) waitedAt.add(object)
    })
  })
  let wakes = false
  forOperationsMet(compiled, seen, thread, (_, object, isReadOnly) => {
    wakes ||= !isReadOnly && waitedAt.has(object)
  })
  return wakes
}

function forOperationsMet(
  { program: { ir } }: Compiled,
  seen: readonly Coverage[],
  thread: ThreadIndex,
  visit: (local: LocalId, object: ObjectId, isReadOnly: boolean) => void,
): void {
  at(ir.threads, thread, 'threads').operation.forEach((operation, local) => {
    if (operation === UNKNOWN || !seen.some((one) => one.isMet(thread, local))) return
    const { object, isReadOnly } = at(ir.operations, operation, 'operations')
    visit(local, object, isReadOnly)
  })
}

/** Where nobody may ever stay away, what holds holds of threads that come back again and again. */
function comingBack({ program, design }: Compiled, answers: readonly Answer[]): WarningOf[] {
  const mayStay = program.ir.threads.some(({ marks }) => marks.some((mark) => (mark & Mark.voluntary) !== 0))
  const goesOn = program.ir.threads.some(({ pending }) => !pending.includes(Pending.finished))
  if (mayStay || !goesOn || design.rests.length > 0) return []
  const held = answers.filter(
    ({ kind, result }) => (kind === 'starvation freedom' || kind === 'progress') && result === 'holds',
  )
  return held.map(({ name }) => ({ kind: 'only for those who come back', property: name }))
}
