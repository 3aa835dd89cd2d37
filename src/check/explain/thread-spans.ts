/** What each thread is at in each state of a run: who could step, who waited for whom, which step let whom go on. */
import type { NativeRun } from '../../model/run/native-run.ts'
import { siteOf } from '../../verdict/site.ts'
import type { Span, TraceStep } from '../../verdict/trace.ts'
import { Holders, type Tell } from './holders.ts'
import { holdsOf, waitingOf } from './waiting.ts'

/** Each thread of each state is asked; a run of more is told without. */
const mostAsked = 20_000

type Now = Omit<Span, 'from'>

export class ThreadSpans {
  readonly #run: NativeRun
  readonly #isWanted: boolean
  readonly #holders: Holders
  /** By thread. */
  readonly #spans: Span[][]
  #now: readonly Now[]

  constructor(run: NativeRun, steps: number, tell: Tell) {
    this.#run = run
    this.#holders = new Holders(run, tell)
    this.#isWanted = (steps + 1) * run.design.threads.length <= mostAsked
    this.#now = this.#isWanted ? this.#look() : []
    this.#spans = this.#now.map((now) => [{ from: 0, ...now }])
  }

  /** Of the step to this state, the present one. */
  after(state: number): Pick<TraceStep, 'enabled' | 'wakes' | 'blocks'> {
    if (!this.#isWanted) return {}
    const before = this.#now
    this.#now = this.#look()
    for (const [thread, now] of this.#now.entries())
      if (JSON.stringify(now) !== JSON.stringify(before[thread])) this.#spans[thread]?.push({ from: state, ...now })
    return {
      enabled: this.#names((_, was) => was === 'ready', before),
      wakes: this.#names((is, was) => was === 'waiting' && is === 'ready', before),
      blocks: this.#names((is, was) => was === 'ready' && is === 'waiting', before),
    }
  }

  of(thread: number): { readonly spans?: readonly Span[] } {
    const spans = this.#spans[thread]
    return spans === undefined ? {} : { spans }
  }

  #names(are: (is: Span['status'], was: Span['status']) => boolean, before: readonly Now[]): readonly string[] {
    const { threads } = this.#run.design
    return threads.flatMap(({ name }, thread) => {
      const [is, was] = [this.#now[thread]?.status, before[thread]?.status]
      return is !== undefined && was !== undefined && are(is, was) ? [name] : []
    })
  }

  #look(): readonly Now[] {
    return this.#run.design.threads.map((_, thread) => this.#nowOf(thread))
  }

  #nowOf(thread: number): Now {
    const { pending, procs, regions, site } = this.#run.arrival(thread)
    const waiting = waitingOf(this.#holders, thread)
    const status = this.#statusOf(thread, waiting !== undefined)
    const isInside = status === 'waiting' || status === 'ready'
    return {
      status,
      next: waiting?.waitsAt ?? (isInside ? nextOf(pending) : []),
      waitsOn: waiting?.waitsOn ?? [],
      waitsFor: waiting?.waitsFor ?? [],
      holds: holdsOf(this.#holders, thread),
      procs: isInside ? procs : [],
      regions: status === 'failed' ? [] : regions.map(({ name }) => name),
      ...(isInside && site !== undefined ? { site: siteOf(site) } : {}),
    }
  }

  #statusOf(thread: number, isWaiting: boolean): Span['status'] {
    if (this.#run.failure(thread) !== undefined) return 'failed'
    if (this.#run.hasEnded(thread)) return 'ended'
    return isWaiting ? 'waiting' : 'ready'
  }
}

function nextOf(pending: ReturnType<NativeRun['arrival']>['pending']): readonly string[] {
  switch (pending.kind) {
    case 'operation':
      return [pending.request.label]
    case 'skip':
      return [pending.label]
    case 'choice':
      return ['choose']
    default:
      return []
  }
}
