/** What each thread is at in each state of a run: who could step, who waited for whom, which step let whom go on. */
import type { NativeRun } from '../../model/run/native-run.ts'
import type { Arrival } from '../../model/run/thread-run.ts'
import { siteOf } from '../../verdict/site.ts'
import type { Span, TraceStep } from '../../verdict/trace.ts'
import { Holders } from './holders.ts'
import type { Tell } from './told.ts'
import { holdsOf, waitingOf } from './waiting.ts'

/** Each thread of each state is asked; a run of more is told without. */
const mostAsked = 20_000

type Now = Omit<Span, 'from'>

/** A span, and whether the thread could step: it may without that being owed to it. */
type Look = { readonly now: Now; readonly canStep: boolean }

export class ThreadSpans {
  readonly #run: NativeRun
  readonly #isWanted: boolean
  readonly #holders: Holders
  /** By thread. */
  readonly #spans: Span[][]
  #looks: readonly Look[]

  constructor(run: NativeRun, steps: number, tell: Tell) {
    this.#run = run
    this.#holders = new Holders(run, tell)
    this.#isWanted = (steps + 1) * run.design.threads.length <= mostAsked
    this.#looks = this.#isWanted ? this.#look() : []
    this.#spans = this.#looks.map(({ now }) => [{ from: 0, ...now }])
  }

  /** Of the step to this state, the present one. */
  after(state: number): Pick<TraceStep, 'enabled' | 'wakes' | 'blocks'> {
    if (!this.#isWanted) return {}
    const before = this.#looks
    this.#looks = this.#look()
    for (const [thread, { now }] of this.#looks.entries())
      if (JSON.stringify(now) !== JSON.stringify(before[thread]?.now))
        this.#spans[thread]?.push({ from: state, ...now })
    return {
      enabled: this.#names((_, was) => was.canStep, before),
      wakes: this.#names((is, was) => isBlocked(was) && is.canStep, before),
      blocks: this.#names((is, was) => was.canStep && isBlocked(is), before),
    }
  }

  of(thread: number): { readonly spans?: readonly Span[] } {
    const spans = this.#spans[thread]
    return spans === undefined ? {} : { spans }
  }

  #names(are: (is: Look, was: Look) => boolean, before: readonly Look[]): readonly string[] {
    const { threads } = this.#run.design
    return threads.flatMap(({ name }, thread) => {
      const [is, was] = [this.#looks[thread], before[thread]]
      return is !== undefined && was !== undefined && are(is, was) ? [name] : []
    })
  }

  #look(): readonly Look[] {
    return this.#run.design.threads.map((_, thread) => ({
      now: this.#nowOf(thread),
      canStep: !this.#run.hasEnded(thread) && this.#run.waitsAt(thread) === undefined,
    }))
  }

  #nowOf(thread: number): Now {
    const { pending, calls, procs, regions, site } = this.#run.arrival(thread)
    const waiting = waitingOf(this.#holders, thread, 'owed')
    const status = this.#statusOf(thread, waiting !== undefined)
    const isInside = status !== 'ended' && status !== 'failed'
    return {
      status,
      ...(waiting === undefined || waiting.waitsAt.length === 0
        ? this.#next(isInside ? nextOf(pending) : [], calls)
        : { next: waiting.waitsAt, ...(waiting.waitsIn === undefined ? {} : { nextCalls: waiting.waitsIn }) }),
      waitsOn: waiting?.waitsOn ?? [],
      waitsFor: status === 'waiting' ? (waiting?.waitsFor ?? []) : [],
      ...(status === 'waiting' && waiting?.why !== undefined ? { why: waiting.why } : {}),
      holds: holdsOf(this.#holders, thread),
      procs: isInside ? procs : [],
      regions: status === 'failed' ? [] : regions.map(({ name }) => name),
      ...(isInside && site !== undefined ? { site: siteOf(site) } : {}),
    }
  }

  #next(next: readonly string[], calls: Arrival['calls']): Pick<Span, 'next' | 'nextCalls'> {
    const call = next.length === 0 ? undefined : this.#holders.calls.outermost(calls)
    return { next, ...(call === undefined ? {} : { nextCalls: [call] }) }
  }

  #statusOf(thread: number, isWaiting: boolean): Span['status'] {
    if (this.#run.failure(thread) !== undefined) return 'failed'
    if (this.#run.hasEnded(thread)) return 'ended'
    if (!isWaiting) return 'ready'
    return this.#run.isContent(thread) ? 'resting' : 'waiting'
  }
}

function isBlocked({ now, canStep }: Look): boolean {
  return !canStep && (now.status === 'waiting' || now.status === 'resting')
}

function nextOf(pending: ReturnType<NativeRun['arrival']>['pending']): readonly string[] {
  switch (pending.kind) {
    case 'operation':
      return [pending.request.label]
    case 'step':
      return [pending.label]
    case 'choice':
      return [pending.word]
    default:
      return []
  }
}
