import { type KernelRoutines, ownerPointer, type ResourceOwner } from '../../model/eresource/index.ts'
import type { Steps } from '../../model/language/steps.ts'
import type { CallArguments } from '../recording/recording.ts'
import { type ArgumentName, type RoutineName, routineArguments } from '../recording/routines.ts'
import type { Machine } from './machine.ts'

type AnyRoutine = (...args: readonly unknown[]) => Steps<unknown>

/** The routine with its arguments, as the thread calls it. */
export function routineOf(
  machine: Machine,
  thread: string,
  call: RoutineName,
  args: CallArguments = {},
): () => Steps<unknown> {
  const { routines } = machine.threads.get(thread) ?? {}
  const routine = routines?.[call as keyof KernelRoutines] as AnyRoutine // its arguments are those of routineArguments
  const values: Readonly<Record<ArgumentName, unknown>> = {
    resource: machine.R,
    wait: args.wait,
    owner: args.owner === undefined ? undefined : identityOf(machine, args.owner),
    ownerPointer: args.ownerPointer === undefined ? undefined : identityOf(machine, args.ownerPointer),
    flags: 0,
    irql: args.irql,
  }
  return () => routine(...routineArguments[call].map((name) => values[name]))
}

/** A thread, an owner pointer, or what is none: a number whose two low bits are not both set. */
export function identityOf({ threads }: Pick<Machine, 'threads'>, token: string): ResourceOwner | string {
  const thread = threads.get(token)
  if (thread !== undefined) return thread.id
  if (!/^(?:0x[0-9a-f]{1,16}|\d{1,20})$/i.test(token)) return ownerPointer(token)
  const address = `0x${BigInt(token).toString(16)}`
  return (BigInt(token) & 3n) === 3n ? ownerPointer(address) : address
}
