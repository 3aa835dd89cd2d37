import { printable } from '../../model/values/printable.ts'
import { examineValue } from '../../options/examined.ts'
import { oneOf } from '../../options/kinds.ts'
import { type NeededOrdersOptions, orderedModels } from '../../orders/needed-orders.ts'
import { neededOrdersText } from '../../report/text/needed-orders-text.ts'
import type { NeededOrders } from '../../verdict/needed-orders.ts'
import type { Message, OrdersOrder } from '../../worker/messages.ts'
import type { Threads } from '../../worker/threads.ts'
import { splitArguments } from '../chosen/arguments.ts'
import { withFilesMeant } from '../files/files-meant.ts'
import { ExitCode, worstOf } from '../terminal/exit-code.ts'
import type { Failure } from '../terminal/failure.ts'
import { ProgressLine, progressText } from '../terminal/progress-line.ts'
import { tellFailure } from '../terminal/tell-failure.ts'
import { pageFor, print } from '../terminal/terminal.ts'
import { states, timeMs } from '../terminal/units.ts'
import { lostFailure } from './lost.ts'
import { neededThreads } from './needed-threads.ts'

export type OrdersFlags = {
  readonly param?: readonly string[]
  readonly memory: string
  readonly all?: boolean
  readonly limitStates?: string
  readonly limitTime?: string
  readonly json?: boolean
}

const msBetweenProgress = 200

/** Finds the weakest orders of systems; each is told when it is known. */
export async function ordersCommand(
  words: readonly string[],
  flags: OrdersFlags,
  given: Threads | undefined,
): Promise<ExitCode> {
  const isJson = flags.json === true
  const options = optionsOf(flags)
  const threads = neededThreads(given)
  const { files, systems } = splitArguments(await withFilesMeant(words))
  const progress = new ProgressLine(process.stderr)
  const begunMs = performance.now()
  setInterval(() => {
    progress.show(() => progressText(threads.progress, performance.now() - begunMs))
  }, msBetweenProgress).unref()
  const codes: ExitCode[] = []
  let inWork: string | undefined
  let loading: string | undefined
  const fail = (failure: Failure): void => {
    progress.clear()
    codes.push(failure.exitCode)
    void tellFailure(failure, isJson, inWork === undefined ? undefined : { system: inWork })
  }
  const hear = (message: Message): void => {
    if (message.is === 'loading') loading = message.file
    if (message.is === 'chosen') loading = undefined
    if (message.is === 'begun') inWork = message.system.name
    if (message.is === 'failed files') message.failures.forEach(fail)
    if ('failure' in message) fail(message.failure)
    if (message.is !== 'ordered') return
    progress.clear()
    const between = isJson || codes.length === 0 ? '' : '\n'
    codes.push(codeOf(message.orders))
    void print(between + told(message.orders, isJson))
  }
  const order: OrdersOrder = { kind: 'orders', files, systems, params: flags.param ?? [], options }
  const ended = await threads.follow(order, hear)
  progress.clear()
  if (ended.by !== 'done') fail(lostFailure(ended, loading, inWork))
  return worstOf(codes)
}

function told(orders: NeededOrders, isJson: boolean): string {
  return isJson ? `${printable(JSON.stringify(orders))}\n` : neededOrdersText(orders, pageFor(process.stdout))
}

function codeOf({ result }: NeededOrders): ExitCode {
  if (result === 'incomplete') return ExitCode.incomplete
  return result === 'enough' ? ExitCode.asExpected : ExitCode.notAsExpected
}

/** @throws UsageError U006 */
function optionsOf({ memory, all, limitStates, limitTime }: OrdersFlags): NeededOrdersOptions {
  examineValue('--memory', memory, oneOf(orderedModels))
  return {
    memory: memory as NonNullable<NeededOrdersOptions['memory']>, // one of them
    all: all === true,
    limits: {
      ...(limitStates === undefined ? {} : { states: states('--limit-states', limitStates) }),
      ...(limitTime === undefined ? {} : { timeMs: timeMs('--limit-time', limitTime) }),
    },
  }
}
