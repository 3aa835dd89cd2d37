import type { FileResult, SequenceResult } from '../../conform/conformance.ts'
import { existing } from '../../errors/at.ts'
import { printable } from '../../model/values/printable.ts'
import { count } from '../../report/text/quantity.ts'
import type { Message } from '../../worker/messages.ts'
import type { Failure } from '../terminal/failure.ts'
import { ProgressLine } from '../terminal/progress-line.ts'

type Read = FileResult & {
  readonly sequences: SequenceResult[]
  /** How many there are to be. */
  readonly count: number
}

/** What the thread that compares has told so far. */
export class ConformRun {
  readonly results: readonly Read[]
  readonly failures: Failure[] = []
  readonly #results: Read[] = []
  readonly #progress = new ProgressLine(process.stderr)
  #reading: string | undefined

  constructor() {
    this.results = this.#results
  }

  hear(message: Message): void {
    if (message.is === 'loading') this.#reading = message.file
    if (message.is === 'recording') this.#begin(message)
    if (message.is === 'compared') this.#inWork.sequences.push(message.sequence)
    if ('failures' in message) this.failures.push(...message.failures)
    if ('failure' in message) this.failures.push(message.failure)
  }

  /** Whether each of the files was read, or cannot be, and each sequence of those was compared. */
  isOver(files: readonly string[]): boolean {
    const isDone = this.results.every(({ sequences, count }) => sequences.length === count)
    return isDone && this.results.length + this.failures.length >= files.length
  }

  /** On a terminal. */
  showProgress(): void {
    this.#progress.show(() => this.#progressText())
  }

  clearProgress(): void {
    this.#progress.clear()
  }

  #begin({ file, title, count }: Extract<Message, { readonly is: 'recording' }>): void {
    this.#reading = undefined
    this.#results.push({ file, title, count, sequences: [] })
  }

  get #inWork(): Read {
    return existing(this.#results.at(-1), 'a file that was read')
  }

  #progressText(): string {
    if (this.#reading !== undefined || this.#results.length === 0) return `reading ${printable(this.#reading ?? '')}`
    const { file, sequences, count: all } = this.#inWork
    return `${printable(file)}: ${count(sequences.length)} of ${count(all)} sequences`
  }
}
