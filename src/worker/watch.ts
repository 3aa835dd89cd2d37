/** Starts the thread that works, and ends it where it does not end by itself: a function of the user's that never comes back cannot be asked to. */
import { Worker } from 'node:worker_threads'
import { availableBytes } from '../cli/terminal/memory.ts'
import { ownFolder } from '../model/protocol/own-folder.ts'
import type { Who } from '../model/run/watched.ts'
import type { Stop } from '../tasks/meter.ts'
import { Board } from './board.ts'
import type { Message, Order } from './messages.ts'

/** How it ended: the order was carried out; it was cut short, and who ran then; the thread ended itself, or was in error. */
export type Ended = { readonly by: 'done' } | Lost

export type Lost =
  | { readonly by: Stop; readonly who: Who | undefined }
  | { readonly by: 'exit' }
  | { readonly by: 'error'; readonly error: unknown }

/** After this the thread has not answered: explaining what was found may take it half of that. */
const answerMs = 300
/** Beyond a limit of time. */
const graceMs = 300
const graceShare = 0.1
/** What was said last is waited for, not what takes the thread to give its memory back. */
const lastWordsMs = 50
/** No limit is meant for loading a file, but for a file that is never loaded. */
const loadingMs = 1000
const longestTimerMs = 2 ** 31 - 1
/** V8 would choose less, and there is a limit of our own; beyond this the machine would end us, without a word. */
const shareOfHeap = 0.9
const mib = 2 ** 20

export class Watch {
  readonly board: Board = new Board()
  /** Whether the thread has ended; one in native code cannot be made to. */
  isGone = false
  isLost = false
  readonly #worker: Worker
  #told: (message: Message) => void = () => {}
  #limitMs: number | undefined
  #limitTimer: NodeJS.Timeout | undefined
  #resolve: (ended: Ended) => void = () => {}
  #cutBy: Ended | undefined
  readonly #ended: Promise<Ended>

  constructor() {
    this.#worker = new Worker(new URL('worker/inside/main.js', ownFolder), {
      workerData: this.board.buffer,
      resourceLimits: { maxOldGenerationSizeMb: Math.floor((availableBytes() * shareOfHeap) / mib) },
    })
    this.#ended = new Promise((resolve) => {
      this.#resolve = resolve
    })
    this.#worker.on('message', (message: Message) => this.#hear(message))
    this.#worker.on('error', (error) => this.#end(isOutOfMemory(error) ? this.#cut('memory') : { by: 'error', error }))
    this.#worker.on('exit', () => {
      this.isGone = true
      this.#end(this.#cutBy ?? { by: 'exit' })
    })
  }

  /** Gives the order; `limitMs` is for each file and each system. */
  follow(order: Order, told: (message: Message) => void, limitMs?: number): Promise<Ended> {
    this.#told = told
    this.#limitMs = limitMs
    this.#worker.postMessage(order)
    return this.#ended
  }

  /** Asks for what there is so far, and does not wait for long. */
  wantEnd(): void {
    this.board.wantEnd()
    setTimeout(() => this.endNow('interrupt'), answerMs).unref()
  }

  /** Waits for nothing. */
  endNow(by: Stop): void {
    const ended = this.#cut(by)
    this.#cutBy ??= ended
    this.isLost = true
    void this.#worker.terminate()
    setTimeout(() => this.#end(ended), lastWordsMs)
  }

  /** What comes later is of no order. */
  #end(ended: Ended): void {
    clearTimeout(this.#limitTimer)
    this.#told = () => {}
    this.#resolve(ended)
  }

  #cut(by: Stop): Ended {
    return { by, who: this.board.who }
  }

  #hear(message: Message): void {
    try {
      this.#told(message)
      if (message.is !== 'so far' && message.is !== 'stray') this.#limit(message.is === 'loading' ? loadingMs : 0)
      if (message.is === 'done') this.#end({ by: 'done' })
    } catch (error) {
      void this.#worker.terminate()
      this.#end({ by: 'error', error })
    }
  }

  /** From now on: of loading a file, of a system, and of what its file left to happen after it. */
  #limit(moreMs: number): void {
    clearTimeout(this.#limitTimer)
    if (this.#limitMs === undefined) return
    const ms = this.#limitMs * (1 + graceShare) + graceMs + moreMs
    this.#limitTimer = setTimeout(() => this.endNow('time'), Math.min(ms, longestTimerMs))
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}
