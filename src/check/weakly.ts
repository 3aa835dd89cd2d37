/**
 * A check over a memory that is not sequentially consistent. It begins with a small machine that does less than memory. Where more room would show more,
 * buffers get more; old values of C++20 have no end, so there the next machine does more than memory: what it does not do, memory never does, and
 * what it does is followed on memory itself, or it keeps more apart.
 */
import { at } from '../errors/at.ts'
import type { Limit } from '../explorer/findings/search-result.ts'
import type { System } from '../model/language/system.ts'
import type { MemoryModel } from '../model/protocol/orders.ts'
import type { Task } from '../tasks/task.ts'
import type { Answer, Verdict } from '../verdict/verdict.ts'
import { apart, overMemory, rooms } from './memory.ts'
import type { Known } from './passes/pass.ts'

/** `F`: what a check has found, before it is told. */
export type Asking<F extends { readonly known: Known }> = {
  readonly ask: (system: System) => Task<F>
  readonly tell: (found: F, known: Known) => Task<Verdict>
}

export function* weakly<F extends { readonly known: Known }>(
  system: System,
  model: MemoryModel,
  asking: Asking<F>,
): Task<Verdict> {
  let verdict = yield* withRoom(system, model, at(rooms, 0), asking)
  if (verdict.stoppedBy !== 'room') return verdict
  const forever = model === 'cpp20' ? yield* molten(system, verdict, asking) : undefined
  if (forever !== undefined) return forever
  for (const room of rooms.slice(1)) {
    verdict = yield* withRoom(system, model, room, asking)
    if (verdict.stoppedBy !== 'room') return verdict
  }
  return verdict
}

/** All that is found is real, and what is not found is not known; *incomplete* where there is more. */
function* withRoom<F extends { readonly known: Known }>(
  system: System,
  model: MemoryModel,
  places: number,
  { ask, tell }: Asking<F>,
): Task<Verdict> {
  const weak = overMemory(system, model, { places, beyond: 'gone' })
  const found = yield* ask(weak.system)
  const { known } = found
  if (!weak.wasFull()) return yield* tell(found, known)
  const answers = known.answers.map((answer) => (isOfAllRuns(answer) ? unknown(answer) : answer))
  return yield* tell(found, { ...known, answers, ...stopped(known, places) })
}

/** What is known if there is nothing more than was seen. */
function isOfAllRuns({ kind, result, violatingStates }: Answer): boolean {
  return kind === 'reachable' ? result === 'violated' && violatingStates === 0 : result === 'holds'
}

function unknown(answer: Answer): Answer {
  return { ...answer, result: 'unknown' }
}

/** For want of room, unless something else had stopped it before. */
function stopped({ stoppedBy }: Known, room: number): Partial<Known> {
  return stoppedBy === undefined ? { stoppedBy: 'room', room } : {}
}

/** Nothing where all that was found is what memory does not do. `before`: what a smaller machine said. */
function* molten<F extends { readonly known: Known }>(
  system: System,
  before: Verdict,
  asking: Asking<F>,
): Task<Verdict | undefined> {
  for (const places of apart) {
    const weak = overMemory(system, 'cpp20', { places, beyond: 'molten' })
    const found = yield* asking.ask(weak.system)
    const { looked, answers, stoppedBy } = found.known
    const run = looked?.search.result.counterexample
    if (looked !== undefined && run !== undefined && weak.happens(looked.compiled, run)) {
      const real = yield* withRoom(system, 'cpp20', run.steps.length + 1, asking)
      if (real.verdict === 'violated') return real
    }
    const isSuspect = answers.some(({ kind, result }) => result === 'violated' && kind !== 'reachable')
    if (isSuspect && stoppedBy !== undefined) return stoppedAfter(before, stoppedBy)
    if (isSuspect) continue
    const known: Known = { ...found.known, molten: places }
    return yield* asking.tell(found, yield* witnessed(known, system, before, asking))
  }
  return undefined
}

/** What was seen of memory itself is all that is known, and more room would have been tried. */
function stoppedAfter({ room: _, ...before }: Verdict, stoppedBy: Limit): Verdict {
  return { ...before, stoppedBy }
}

/** What is reached is known of memory itself alone: a machine that does more says nothing of it. */
function* witnessed<F extends { readonly known: Known }>(
  known: Known,
  system: System,
  before: Verdict,
  asking: Asking<F>,
): Task<Known> {
  const said = [before]
  const isReached = (i: number): boolean => said.some(({ answers }) => at(answers, i).result === 'holds')
  const isMissing = ({ kind, result }: Answer, i: number): boolean =>
    kind === 'reachable' && result === 'holds' && !isReached(i)
  for (const room of known.stoppedBy === undefined ? rooms.slice(1) : [])
    if (known.answers.some(isMissing)) said.push(yield* withRoom(system, 'cpp20', room, asking))
  if (!known.answers.some(isMissing)) return known
  const answers = known.answers.map((answer, i) => (isMissing(answer, i) ? unknown(answer) : answer))
  return { ...known, answers, ...stopped(known, at(rooms, rooms.length - 1)) }
}
