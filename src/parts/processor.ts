import {
  type Ahead,
  type Draft,
  ensure,
  type Immutable,
  type Operation,
  object,
  onlyWhile,
  type SharedHandle,
  type Steps,
  type ThreadId,
  threadIdName,
  waitUntil,
} from '../model/language/index.ts'
import { oneOf } from '../options/kinds.ts'
import { requireOptions } from './options.ts'
import { part } from './part.ts'
import { namesOf } from './words.ts'

/** The interrupt request levels at which the scheduler does not run, and PASSIVE, which stands for those at which it does. */
export type Irql = 'PASSIVE' | 'DISPATCH' | 'DEVICE' | 'HIGH'

const levels: readonly Irql[] = ['PASSIVE', 'DISPATCH', 'DEVICE', 'HIGH']

/** Who is on the processor above PASSIVE, the last on top of what it has interrupted; and the DPCs that are queued. */
export type Running = {
  readonly stack: readonly { readonly thread: ThreadId; readonly irql: Irql }[]
  readonly dpcs: readonly ThreadId[]
}

/** One processor. Threads, interrupts and DPCs are threads of the design; at PASSIVE the scheduler may let any of them run. */
export type Processor = SharedHandle<Running> & {
  /** Waits until the thread may step: nobody else is on top. What `onProcessor` asks before every step. */
  runs(me: ThreadId): Operation
  /** KeRaiseIrql: answers the level before. To raise it to less than it is fails: bug check 0x9. */
  raise(me: ThreadId, irql: Irql): Operation<Irql>
  /** KeLowerIrql. To lower it to more than it is fails: bug check 0xA. */
  lower(me: ThreadId, irql: Irql): Operation
  /** An interrupt comes, as soon as the level is lower: its thread is on the processor until it `ends`. Nobody owes it: `may(cpu.interrupts(isr, 'DEVICE'))`. */
  interrupts(me: ThreadId, irql: Irql): Operation
  /** The interrupt or DPC returns to whatever it has interrupted. */
  ends(me: ThreadId): Operation
  /** KeInsertQueueDpc: answers whether it was not queued already. */
  queueDpc(dpc: ThreadId): Operation<boolean>
  /** The DPC begins, once it is queued and the level below DISPATCH: `yield* idle(cpu.startsDpc(me))`. */
  startsDpc(me: ThreadId): Operation
  /** Fails where the thread runs at a higher level: bug check 0xA. */
  requireAtMost(me: ThreadId, irql: Irql): Operation
}

/**
 * A processor with interrupts. What is to run on it is written in `onProcessor`: nobody steps there who was interrupted, or while another one is at
 * DISPATCH or above.
 * @example
 * const { cpu } = shared({ cpu: processor() })
 * yield* cpu.raise(me, 'DISPATCH')
 * yield* cpu.lower(me, 'PASSIVE')
 */
export function processor(): Processor {
  const it = made()
  const { runs, raise, lower, interrupts, ends, queueDpc, startsDpc, requireAtMost } = it
  return part(it, { runs, raise, lower, interrupts, ends, queueDpc, startsDpc, requireAtMost })
}

/**
 * The body, each step of which is taken only while the thread is on top, or nobody is: the question is part of the step.
 * @example
 * const { cpu, flag } = shared({ cpu: processor(), flag: cell([0, 1]) })
 * yield* onProcessor(cpu, me, () => flag.store(1))
 */
export function onProcessor<R>(cpu: Processor, me: ThreadId, body: () => Steps<R>): Steps<R> {
  return onlyWhile(cpu, () => cpu.runs(me), body)
}

function made() {
  return object<Running>({ stack: [], dpcs: [] })(
    { ...levelRecipes, ...interruptRecipes },
    {
      reads: {
        runs: (d, me: ThreadId) => waitUntil(isOnTop(d, me)),
        requireAtMost: (d, me: ThreadId, irql: Irql) =>
          ensure(
            level(levelOf(d, me)) <= level(irql),
            `IRQL_NOT_LESS_OR_EQUAL (0xA): at ${levelOf(d, me)}, at most ${irql}`,
          ),
      },
      checks: ['runs', 'requireAtMost'],
      waits: ['runs', 'raise', 'lower', 'interrupts', 'ends', 'startsDpc'],
      waitsFor,
      words,
    },
  )
}

const levelRecipes = {
  raise(d: Draft<Running>, me: ThreadId, irql: Irql) {
    waitUntil(isOnTop(d, me))
    const before = levelOf(d, me)
    ensure(level(before) <= level(irql), `IRQL_NOT_GREATER_OR_EQUAL (0x9): raised from ${before} to ${irql}`)
    const top = d.stack.at(-1)
    if (top !== undefined) top.irql = irql
    else if (irql !== 'PASSIVE') d.stack.push({ thread: me, irql })
    return before
  },
  lower(d: Draft<Running>, me: ThreadId, irql: Irql) {
    waitUntil(isOnTop(d, me))
    const before = levelOf(d, me)
    ensure(level(irql) <= level(before), `IRQL_NOT_LESS_OR_EQUAL (0xA): lowered from ${before} to ${irql}`)
    const top = d.stack.at(-1)
    if (irql === 'PASSIVE') d.stack.pop()
    else if (top !== undefined) top.irql = irql
  },
}

const interruptRecipes = {
  interrupts(d: Draft<Running>, me: ThreadId, irql: Irql) {
    waitUntil(level(currentLevel(d)) < level(irql))
    d.stack.push({ thread: me, irql })
  },
  ends(d: Draft<Running>, me: ThreadId) {
    waitUntil(d.stack.at(-1)?.thread === me)
    d.stack.pop()
  },
  queueDpc(d: Draft<Running>, dpc: ThreadId) {
    const isNew = !d.dpcs.includes(dpc)
    if (isNew) d.dpcs.push(dpc)
    return isNew
  },
  startsDpc(d: Draft<Running>, me: ThreadId) {
    waitUntil(d.dpcs[0] === me && level(currentLevel(d)) < level('DISPATCH'))
    d.dpcs.shift()
    d.stack.push({ thread: me, irql: 'DISPATCH' })
  },
}

function level(irql: Irql): number {
  requireOptions('processor', { irql }, { irql: oneOf(levels) })
  return levels.indexOf(irql)
}

function currentLevel({ stack }: Immutable<Running>): Irql {
  return stack.at(-1)?.irql ?? 'PASSIVE'
}

/** Of the thread, wherever on the stack it is. */
function levelOf({ stack }: Immutable<Running>, me: ThreadId): Irql {
  return stack.findLast(({ thread }) => thread === me)?.irql ?? 'PASSIVE'
}

function isOnTop({ stack }: Immutable<Running>, me: ThreadId): boolean {
  const top = stack.at(-1)
  return top === undefined || top.thread === me
}

function waitsFor(value: Immutable<Running>, me: ThreadId): readonly Ahead[] {
  const top = value.stack.at(-1)
  return top === undefined || top.thread === me
    ? []
    : [{ thread: top.thread, why: `is on the processor at ${top.irql}` }]
}

/** `ISR at DEVICE over T at DISPATCH (queued: DPC)`. */
function words({ stack, dpcs }: Immutable<Running>): string {
  const said = stack.map(({ thread, irql }) => `${threadIdName(thread)} at ${irql}`).reverse()
  const queued = dpcs.length === 0 ? '' : ` (queued: ${namesOf(dpcs)})`
  return `${said.length === 0 ? 'at PASSIVE' : said.join(' over ')}${queued}`
}
