import { Pending, type Program } from '../src/model/ir.ts'
import { type NaiveState, naiveSuccessors } from './naive-checker.ts'

/** The oracle of the oracle: whether the members, standing still at the state, are a stubborn set with a key; in the plainest way. */
export function isStubborn({ ir }: Program, state: NaiveState, members: number): boolean {
  const threads = [...ir.threads.keys()]
  const isMember = (thread: number): boolean => (members & (1 << thread)) !== 0
  const after = (thread: number, from: NaiveState): NaiveState[] =>
    naiveSuccessors(ir, from).flatMap((edge) => (edge.thread === thread ? [edge.state] : []))
  const hasStep = (thread: number): boolean => {
    const pending = ir.threads[thread]!.pending[state.locals[thread]!]!
    return pending !== Pending.finished && pending !== Pending.failed
  }
  const doCommute = (member: number, other: number, from: NaiveState): boolean => {
    const memberFirst = after(member, from).map((next) => after(other, next).map(keyOf))
    const otherFirst = after(other, from).map((next) => after(member, next).map(keyOf))
    const isBackward = otherFirst.flat().every((end) => memberFirst.flat().includes(end))
    return (
      isBackward && memberFirst.every((ends) => otherFirst.every((others) => ends.some((it) => others.includes(it))))
    )
  }
  const met = new Map([[keyOf(state), state]])
  for (const now of met.values())
    for (const other of threads.filter((thread) => !isMember(thread))) {
      const next = after(other, now)
      const isDisturbed = threads.some((it) => isMember(it) && hasStep(it) && !doCommute(it, other, now))
      if (next.length > 0 && isDisturbed) return false
      for (const it of next) met.set(keyOf(it), it)
    }
  return threads.some((thread) => isMember(thread) && after(thread, state).length > 0)
}

function keyOf({ values, locals }: NaiveState): string {
  return `${values.join()} ${locals.join()}`
}
