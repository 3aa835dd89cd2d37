import { existing } from '../../errors/at.ts'
import { printable } from '../../model/values/printable.ts'
import { counted, seconds } from '../../report/text/quantity.ts'
import type { Verdict } from '../../verdict/verdict.ts'
import { type ChosenSystem, isSame, type Message, type Named } from '../../worker/messages.ts'
import { verdictSoFar } from '../../worker/so-far.ts'
import type { Threads } from '../../worker/threads.ts'
import type { Lost } from '../../worker/watch.ts'
import type { Requested } from '../reports/requested.ts'
import { writeReports } from '../reports/write-reports.ts'
import type { ExitCode } from '../terminal/exit-code.ts'
import type { Failure } from '../terminal/failure.ts'
import { ProgressLine, progressText } from '../terminal/progress-line.ts'
import { tellFailure } from '../terminal/tell-failure.ts'
import { print } from '../terminal/terminal.ts'
import { lostFailure } from './lost.ts'
import {
  exitCodeOf,
  type Form,
  failed,
  missingResult,
  notChecked,
  printResult,
  printTable,
  type Result,
  resultOf,
} from './result.ts'

/** How its verdicts are told. */
type Telling = { readonly isJson: boolean; readonly hasTimes: boolean; readonly reports: readonly Requested[] }

/** A run over systems as the thread that prints knows it: what was chosen, what became of each, and which is in work. */
export class CheckRun {
  readonly #threads: Threads
  readonly #isJson: boolean
  readonly #hasTimes: boolean
  readonly #reports: readonly Requested[]
  readonly #progress = new ProgressLine(process.stderr)
  #chosen: readonly ChosenSystem[] = []
  /** By system. */
  readonly #results = new Map<ChosenSystem, Result>()
  /** Of files, and of what they left to happen later. */
  readonly #failures: Failure[] = []
  #file: string | undefined
  #inWork: ChosenSystem | undefined
  /** How many were finished when a thread was lost last. */
  #finishedBefore = -1
  #begunMs = 0
  #soFar: Verdict | undefined

  constructor(threads: Threads, { isJson, hasTimes, reports }: Telling) {
    this.#threads = threads
    this.#isJson = isJson
    this.#hasTimes = hasTimes
    this.#reports = reports
  }

  /** Which systems of these files a new thread is to go on with; the first is not told. */
  only(files: readonly string[]): { readonly only?: readonly Named[] } {
    if (this.#chosen.length === 0) return {}
    return { only: this.#open.filter(({ file }) => files.includes(file)) }
  }

  /** Systems without a result. */
  get #open(): readonly ChosenSystem[] {
    return this.#chosen.filter((one) => !this.#results.has(one))
  }

  hear(message: Message): void {
    switch (message.is) {
      case 'loading':
        this.#file = message.file
        this.#begunMs = performance.now()
        break
      case 'failed files':
        for (const failure of message.failures) this.#fail(failure)
        break
      case 'chosen':
        this.#choose(message.systems, message.without)
        break
      case 'begun':
        this.#inWork = this.#known(message.system)
        this.#begunMs = performance.now()
        this.#soFar = undefined
        break
      case 'so far':
        this.#soFar = message.verdict
        break
      case 'checked':
        this.#finish((one) => resultOf(one, this.#timed(message.verdict), this.#telling(one)))
        break
      case 'failed':
        this.#finish((one) => failed(one, message.missing, message.failure))
        break
      case 'stray':
      case 'refused':
        this.#fail(message.failure)
    }
  }

  /** Once: a thread that goes on with the rest loads the files again. */
  #fail(failure: Failure): void {
    if (this.#failures.some(({ text }) => text === failure.text)) return
    this.#failures.push(failure)
    void tellFailure(failure, this.#isJson)
  }

  /**
   * The thread has ended before it was done: the system in work gets the verdict that there is, or an error. Gives the files to go on with: without the
   * one that was being loaded, none where nothing is left, or where nothing has come of the last thread.
   */
  lose(ended: Lost, files: readonly string[]): readonly string[] {
    const file = this.#file
    if (this.#inWork !== undefined) this.#finish((one) => this.#resultSoFar(one, ended))
    else if (this.#chosen.length === 0 || this.#open.length > 0) this.#fail(lostFailure(ended, file))
    const isIdle = file === undefined && this.#results.size === this.#finishedBefore
    this.#finishedBefore = this.#results.size
    const isOver = isIdle || (this.#chosen.length > 0 && this.#open.length === 0)
    return isOver || ended.by === 'interrupt' ? [] : files.filter((other) => other !== file)
  }

  showProgress(): void {
    this.#progress.show(() => this.#progressText())
  }

  #progressText(): string {
    const sinceMs = performance.now() - this.#begunMs
    const one = this.#inWork
    if (one === undefined)
      return `${seconds(sinceMs)}, ${this.#file === undefined ? 'starting' : `loading ${printable(this.#file)}`}`
    const count = this.#chosen.length
    const what = count === 1 ? '' : `${this.#chosen.indexOf(one) + 1}/${count} ${printable(one.name)}: `
    return what + progressText(this.#threads.progress, sinceMs)
  }

  /** Tells the rest. */
  async end(): Promise<ExitCode> {
    this.#progress.clear()
    const results = this.#chosen.map((one) => this.#results.get(one) ?? missingResult(one, 'not checked'))
    if (this.#form === 'table' && results.length > 0) await printTable(results)
    if (this.#isJson) for (const one of this.#open) await printResult(failed(one, '', notChecked), 'json')
    await writeReports(this.#reports, results, this.#failures)
    return exitCodeOf(results, this.#failures)
  }

  get #form(): Form {
    return this.#isJson ? 'json' : this.#chosen.length === 1 ? 'report' : 'table'
  }

  #known(named: Named): ChosenSystem {
    return existing(
      this.#chosen.find((one) => isSame(one, named)),
      'a system that was chosen',
    )
  }

  #resultSoFar(system: ChosenSystem, ended: Lost): Result {
    const where = this.#where(system)
    if (ended.by === 'exit' || ended.by === 'error')
      return failed(system, 'internal error', lostFailure(ended, undefined, where))
    const { progress, compileMs } = this.#threads
    const elapsedMs = performance.now() - this.#begunMs
    const { by: stoppedBy, who } = ended
    const soFar = { system, known: this.#soFar, progress, compileMs, elapsedMs, stoppedBy, who }
    return resultOf(system, this.#timed(verdictSoFar(soFar)), this.#telling(system))
  }

  #timed(verdict: Verdict): Verdict {
    return this.#hasTimes ? verdict : withoutTimes(verdict)
  }

  #telling(one: ChosenSystem): Parameters<typeof resultOf>[2] {
    const before = this.#chosen[this.#chosen.indexOf(one) - 1]
    return { form: this.#form, where: this.#where(one), before: before && this.#results.get(before)?.row }
  }

  #where({ name }: ChosenSystem): string {
    return this.#chosen.length > 1 ? ` in ${name}` : ''
  }

  /** Files without a system are always said, beside the verdicts where these are for programs. A thread that goes on with the rest chooses again. */
  #choose(systems: readonly ChosenSystem[], without: string): void {
    this.#file = undefined
    if (this.#chosen.length > 0) return
    this.#chosen = systems
    if (this.#form === 'json') void print(without, process.stderr)
    else if (this.#form === 'report') void print(without === '' ? '' : `${without}\n`)
    else {
      const files = [...new Set(systems.map(({ file }) => file))].join(', ')
      void print(`Checking ${howMany(systems)} of ${printable(files)}\n${without}\n`)
    }
  }

  #finish(resultFor: (one: ChosenSystem) => Result): void {
    const one = existing(this.#inWork, 'a system in work')
    this.#inWork = undefined
    const result = resultFor(one)
    this.#results.set(one, result)
    this.#progress.clear()
    if (this.#form !== 'table') void printResult(result, this.#form)
  }
}

/** `3 systems`, `3 systems, each over 4 memories`. */
function howMany(systems: readonly ChosenSystem[]): string {
  const memories = Math.max(1, new Set(systems.map(({ memory }) => memory)).size)
  const over = memories === 1 ? '' : `, each over ${memories} memories,`
  return `${counted(systems.length / memories, 'system')}${over}`
}

function withoutTimes(verdict: Verdict): Verdict {
  const { elapsedMs, compileMs, searchMs, waitingMs, auditMs, nativeMs, ...rest } = verdict
  return rest
}
