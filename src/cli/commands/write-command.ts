import { closeSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { thrownText } from '../../errors/thrown.ts'
import { type GraphKind, graphKinds, type TableKind, tableKinds } from '../../export/kinds.ts'
import { printable } from '../../model/values/printable.ts'
import { examineValue } from '../../options/examined.ts'
import { oneOf } from '../../options/kinds.ts'
import type { Stop } from '../../tasks/meter.ts'
import type { Message, WriteOrder } from '../../worker/messages.ts'
import type { Threads } from '../../worker/threads.ts'
import { makeFolder } from '../paths/made-folder.ts'
import { unwritable } from '../reports/requested.ts'
import { ExitCode } from '../terminal/exit-code.ts'
import type { Failure } from '../terminal/failure.ts'
import { availableBytes } from '../terminal/memory.ts'
import { tellFailure } from '../terminal/tell-failure.ts'
import { pageFor, print } from '../terminal/terminal.ts'
import { states } from '../terminal/units.ts'
import { lostFailure } from './lost.ts'
import { neededThreads } from './needed-threads.ts'

export type WriteFlags = {
  readonly to: string
  readonly output?: string
  readonly param?: readonly string[]
  readonly limitStates?: string
}

const shareOfMemory = 0.7

/** Writes a system in another format; all of it or nothing. */
export async function writeCommand(
  is: 'graph' | 'tables',
  file: string,
  system: string,
  flags: WriteFlags,
  given: Threads | undefined,
): Promise<ExitCode> {
  const pieces: string[] = []
  let notes: readonly string[] | undefined
  let stoppedBy: Stop | undefined
  let loading: string | undefined = file
  let failure: Failure | undefined
  const hear = (message: Message): void => {
    if (message.is === 'chosen') loading = undefined
    if (message.is === 'piece') pieces.push(message.text)
    if (message.is === 'written') notes = message.notes
    if (message.is === 'stopped') stoppedBy = message.by
    if ('failure' in message) failure = message.failure
  }
  const memoryBytes = Math.floor(availableBytes() * shareOfMemory)
  const params = flags.param ?? []
  const order: WriteOrder = { kind: 'write', file, system, params, what: wanted(is, flags), memoryBytes }
  const ended = await neededThreads(given).follow(order, hear)
  if (ended.by !== 'done') failure = lostFailure(ended, loading, system)
  else if (stoppedBy !== undefined) failure = lostFailure({ by: stoppedBy, who: undefined }, undefined, system)
  if (notes !== undefined && ended.by === 'done') await write(pieces, flags.output)
  const { style } = pageFor(process.stderr)
  for (const note of notes ?? []) await print(`${style.yellow('note')}: ${printable(note)}\n`, process.stderr)
  if (failure !== undefined) await tellFailure(failure, false)
  return failure?.exitCode ?? ExitCode.asExpected
}

/** @throws UsageError U006 */
function wanted(is: 'graph' | 'tables', { to, limitStates }: WriteFlags): WriteOrder['what'] {
  examineValue('--to', to, oneOf(is === 'graph' ? graphKinds : tableKinds))
  if (is === 'tables') return { is, to: to as TableKind } // one of them
  const limit = limitStates === undefined ? {} : { limitStates: states('--limit-states', limitStates) }
  return { is, to: to as GraphKind, ...limit } // the same
}

/** @throws UsageError U010 */
async function write(pieces: readonly string[], file: string | undefined): Promise<void> {
  if (file === undefined) {
    for (const piece of pieces) await print(piece)
    return
  }
  try {
    makeFolder(dirname(file))
    const to = openSync(file, 'w')
    for (const piece of pieces) writeSync(to, piece)
    closeSync(to)
  } catch (error) {
    throw unwritable('--output', file, thrownText(error))
  }
}
