/**
 * Runs the body of one thread, up to its next pending step. A generator cannot be cloned, so a local state is a history: to be at it again, the
 * body is run anew and answered from it (frames that have ended are answered with the one value that they left). To go on, the pending step
 * is answered and the body runs to the next one. The same class runs a thread natively, from its start, for replaying a counterexample.
 */
import { ModelError } from '../../errors/model-error.ts'
import { Again } from '../protocol/again.ts'
import type { RegionDeclaration } from '../protocol/declarations.ts'
import type {
  AfterBody,
  ChoiceRequest,
  FenceRequest,
  FrameRequest,
  FrameWord,
  OperationRequest,
  Request,
  RoutineWords,
  ThreadDeclaration,
} from '../protocol/design.ts'
import { Yielded } from '../protocol/performance.ts'
import type { BodyRecord } from '../protocol/running.ts'
import { withSites } from '../protocol/site.ts'
import type { Performance, Step } from '../protocol/step.ts'
import { show } from '../values/encode.ts'
import { byLetters } from '../values/key-list.ts'
import { handedCopy } from '../values/plain.ts'
import { type Code, call } from './call.ts'
import type { Frame, History } from './history.ts'
import type { Loops } from './loops.ts'
import { failureOf } from './mistakes.ts'

const maxAnswers = 200
const maxRounds = 5000

/** The step that a thread performs next, or how it has ended. */
export type PendingStep =
  | { readonly kind: 'operation'; readonly request: OperationRequest }
  | { readonly kind: 'step'; readonly label: string }
  | ChoiceRequest
  | { readonly kind: 'finished' }
  | { readonly kind: 'failed'; readonly error: Error }

/** A call of a routine that has a text of its own. */
export type Called = {
  readonly words: RoutineWords
  /** Once it has returned. */
  left?: { readonly answer: unknown }
}

/** An open proc, and where it was called. */
export type Caller = { readonly proc: string; readonly site: string }

export type Arrival = {
  readonly pending: PendingStep
  readonly history: History
  /** Part of the step that led here: others cannot interfere. */
  readonly isMidStep: boolean
  readonly regions: readonly RegionDeclaration[]
  /** Names of the open procs, outermost first. */
  readonly procs: readonly string[]
  /** Where each of them was called, as far as that is known. */
  readonly callers: readonly Caller[]
  /** Open calls of routines, outermost first; in one run the same each time. */
  readonly calls: readonly Called[]
  readonly isSpinning: boolean
  /** It is the first step inside `may`. */
  readonly isVoluntary: boolean
  /** It is the first step inside `idle`. */
  readonly isIdle: boolean
  /** Inside `atomically`, as written by the user. */
  readonly isAtomic: boolean
  readonly notes: readonly string[]
  readonly site: string | undefined
}

type LiveFrame = {
  readonly request: FrameRequest | undefined
  state: unknown
  answers: unknown[]
  /** How many of `answers` the generator has been given. */
  given: number
  iterator: Iterator<Step, unknown, unknown>
  readonly record: BodyRecord
  readonly code: Code
  readonly called: Called | undefined
  /** Of a proc. */
  readonly caller: Caller | undefined
  /** A step inside it was pending; a fence is none, as it is nothing where memory is sequentially consistent. */
  hadStep: boolean
}

export class ThreadRun {
  readonly #thread: ThreadDeclaration
  readonly #frames: LiveFrame[] = []
  /** Frames still to be opened as they were. */
  readonly #past: Frame[]
  readonly #wantsSite: boolean
  readonly #loops: Loops | undefined
  #notes: string[] = []
  #site: string | undefined
  #wasChoice = false
  #openAtomic: LiveFrame | undefined
  #openSpin: LiveFrame | undefined
  #rounds = 0
  #arrival: Arrival

  constructor(thread: ThreadDeclaration, history: History = [], wantsSite = true, loops?: Loops) {
    this.#thread = thread
    this.#loops = loops
    this.#past = [...history]
    this.#wantsSite = wantsSite
    this.#arrival = this.#guarded(() => {
      this.#open(undefined, undefined, thread.body)
      return this.#run(undefined)
    })
  }

  get arrival(): Arrival {
    return this.#arrival
  }

  /** Whether the last step left the thread in the same `spinUntil`: it has gone nowhere. */
  get stays(): boolean {
    return this.#openSpin !== undefined && this.#frames.includes(this.#openSpin)
  }

  /** Answers the pending step, and goes on to the next. */
  feed(answer: unknown): Arrival {
    const top = this.#top()
    this.#notes = []
    this.#rounds = 0
    this.#wasChoice = this.#arrival.pending.kind === 'choice'
    this.#openAtomic = this.#frames.find(({ request }) => isJoined(request?.word))
    this.#openSpin = this.#frames.find(({ request }) => request?.word === 'spinUntil')
    top.answers.push(answer)
    top.given++
    this.#arrival = this.#guarded(() => this.#run(answer))
    return this.#arrival
  }

  /** What goes wrong in a body is a local state like any other, unless it is the text of the body that is wrong. */
  #guarded(run: () => Arrival): Arrival {
    try {
      return this.#thread.rewrites === undefined ? run() : withSites(run)
    } catch (error) {
      return this.#arrive({ kind: 'failed', error: failureOf(error, this.#thread.name) })
    }
  }

  #run(send: unknown): Arrival {
    let answer = send
    for (;;) {
      const frame = this.#top()
      frame.record.wantsSite = this.#readsSites(frame.given === frame.answers.length)
      const result = call(frame.code, frame.record, () => frame.iterator.next(answer))
      if (frame.record.site !== undefined) this.#site = frame.record.site
      if (result.done === true) {
        this.#refuseForgotten(frame)
        this.#refuseAgain(frame.request, result.value)
        if (frame.request === undefined) return this.#arrive({ kind: 'finished' })
        answer = this.#end(frame, frame.request, result.value)
        continue
      }
      const request = this.#translated(this.#requestOf(frame, result.value))
      this.#refuseForgotten(frame)
      if (request === undefined) answer = undefined
      else if (request.kind === 'note') {
        this.#notes.push(request.text)
        answer = undefined
      } else if (frame.given < frame.answers.length) answer = frame.answers[frame.given++]
      else if (request.kind === 'frame') {
        this.#open(request, request.initial, request.body)
        answer = undefined
      } else {
        if (request.kind === 'operation' && request.event !== undefined) this.#site = undefined // that is a client's affair
        return this.#arrive(this.#pendingOf(frame, request))
      }
    }
  }

  /** What is run again for its history tells no place, unless somebody tells steps by theirs. */
  #readsSites(isNew: boolean): boolean {
    return this.#thread.rewrites !== undefined || (this.#wantsSite && this.#past.length === 0 && isNew)
  }

  #top(): LiveFrame {
    const top = this.#frames.at(-1)
    if (top === undefined) throw new RangeError('a thread that has ended cannot go on')
    return top
  }

  #open(request: FrameRequest | undefined, initial: unknown, body: (state: unknown) => Performance<unknown>): void {
    const past = this.#past.shift()
    if (request?.word === 'loop' && past === undefined) this.#loops?.begins(request.source, this.#site)
    const state = past === undefined ? handedCopy(initial, byLetters, this.#leftBehind()) : past.state
    const code = codeOf(this.#thread, request, this.#site)
    const record: BodyRecord = {
      kind: 'body',
      unperformed: new Map(),
      wantsSite: this.#readsSites(true),
      site: undefined,
    }
    const iterator = this.#iterator(call(code, record, () => body(state)))
    this.#frames.push({
      request,
      state,
      answers: [...(past?.answers ?? [])],
      given: 0,
      iterator,
      record,
      code,
      called: request?.call && { words: request.call },
      caller:
        request?.word === 'proc' && this.#site !== undefined ? { proc: request.name, site: this.#site } : undefined,
      hadStep: past?.hadStep === true,
    })
  }

  #iterator(performance: Performance<unknown>): Iterator<Step, unknown, unknown> {
    if (typeof performance?.[Symbol.iterator] === 'function') return performance[Symbol.iterator]()
    throw new ModelError(
      'M002',
      `The body of ${this.#name()} is not a generator function: expected function* () { … }, saw one that returned ${show(performance)}.`,
      {
        expected: 'function* () { … }',
        fix: 'Write function* in front of the body.',
      },
    )
  }

  /** The body of a frame has returned: it goes round again, or leaves one value in the frame below. Gives what to send next. */
  #end(frame: LiveFrame, request: FrameRequest, result: unknown): unknown {
    if (request.region !== undefined && !frame.hadStep) {
      throw new ModelError(
        'M008',
        `${request.region.name} contains no step, so no state is ever inside it. Add yield* step('${request.region.name}').`,
        {
          fix: `Add yield* step('${request.region.name}').`,
          site: this.#site,
        },
      )
    }
    const after: AfterBody = request.after(frame.state, result)
    if (request.word === 'loop') this.#loops?.returns(request.source, 'again' in after)
    if ('again' in after) {
      if (++this.#rounds > maxRounds) {
        throw new ModelError(
          'M003',
          `${request.name} in ${this.#name()} went round ${maxRounds} times without a step: expected a step in each round, or an end.`,
        )
      }
      frame.state = handedCopy(after.again, byLetters, this.#leftBehind())
      frame.answers = []
      frame.given = 0
      frame.iterator = this.#iterator(call(frame.code, frame.record, () => request.body(frame.state)))
      return undefined
    }
    this.#frames.pop()
    const below = this.#top()
    const left = handedCopy(after.leaves, byLetters, this.#leftBehind())
    below.answers.push(left)
    below.given++
    if (frame.called !== undefined) frame.called.left = { answer: left }
    return left
  }

  /** @throws ModelError M012 when `again` is answered by something that does not go round for it. */
  #refuseAgain(request: FrameRequest | undefined, result: unknown): void {
    if (!(result instanceof Again) || request?.word === 'loop') return
    const who = request === undefined ? `the body of ${this.#thread.name}` : callOf(request)
    throw new ModelError(
      'M012',
      `again() was answered by ${who}: expected it from the body of a loop(), which alone goes round for it.`,
      {
        expected: 'a loop',
        seen: who,
        fix:
          request === undefined
            ? 'Write loop(initial, …) around it.'
            : `Answer it from the loop's own body, after ${who}.`,
        site: this.#site,
      },
    )
  }

  /** What the thread performs for it: of a fence nothing, unless somebody translates it. */
  #translated(request: Request): Exclude<Request, FenceRequest> | undefined {
    if (request.kind !== 'fence' && request.kind !== 'operation') return request
    const { rewrites, translate = untranslated } = this.#thread
    const asked = rewrites === undefined ? request : rewrites(request, this.#site)
    return asked && translate(asked)
  }

  #pendingOf(frame: LiveFrame, request: Exclude<Request, FrameRequest | FenceRequest | { kind: 'note' }>): PendingStep {
    if (frame.answers.length >= maxAnswers) {
      const last = request.kind === 'operation' ? request.label : request.kind
      throw new ModelError(
        'M003',
        `${this.#name()} performed ${maxAnswers} steps without returning (last: ${last}${this.#site === undefined ? '' : ` at ${this.#site}`}). A native loop around yield*? Use forever(), loop() or spinUntil().`,
        { fix: 'Use forever(), loop() or spinUntil().', site: this.#site },
      )
    }
    if (request.kind === 'operation') {
      if (this.#thread.translate !== undefined) this.#refuseJoined(request)
      if (request.object.isGhost && frame.request?.word !== 'recording') throw this.#ghostStep(request)
      return { kind: 'operation', request }
    }
    if (request.kind === 'choice' && request.options.length === 0) return { kind: 'failed', error: this.#noOption() }
    return request
  }

  /** @throws ModelError M015 for a second access to memory in one step: no machine does two at once. */
  #refuseJoined({ object, label, role }: OperationRequest): void {
    if (role === 'bookkeeping') return // it is no access of its own
    const joined = this.#frames.findIndex(({ request }) => isJoined(request?.word))
    if (object.isGhost || joined < 0) return
    const isFirst = this.#frames.slice(joined).every(({ request, given }) => given === 0 || request?.word === 'sees')
    if (isFirst) return
    throw new ModelError(
      'M015',
      `${label} is part of a step that has begun with another: under a memory model each access is a step of its own. Expected one operation of a cell in atomically() or step(name, …).`,
      {
        expected: 'one access to memory a step',
        seen: label,
        fix: 'Make them steps of their own, one update of one cell (of bits(…)), or a method of an object, which counts as a real lock; or check it without a memory model.',
        site: this.#site,
      },
    )
  }

  #ghostStep({ label }: OperationRequest): ModelError {
    return new ModelError(
      'M012',
      `${label} was performed as a step of its own: expected it to go with one, since threads do not see ghosts. Write step.recording(() => …).`,
      {
        expected: 'a ghost update beside a step',
        seen: `yield* ${label}`,
        fix: 'Write yield* x.store(1).recording(() => ghost.store(1)): one step that updates both.',
        site: this.#site,
      },
    )
  }

  #noOption(): ModelError {
    return new ModelError(
      'M012',
      `${this.#name()} chooses from nothing: choose([]) has no option to go on with. Expected at least one.`,
      {
        expected: 'at least one option',
        seen: '[]',
        fix: 'Ask before you choose; to wait until there is an option, use waitUntil() or pick() in a recipe.',
        site: this.#site,
      },
    )
  }

  #requestOf(frame: LiveFrame, yielded: unknown): Request {
    if (yielded instanceof Yielded) return yielded.request
    throw new ModelError(
      'M002',
      `Thread ${this.#thread.name} yielded ${Array.isArray(yielded) ? 'an array' : describe(yielded)}; expected a step, a proc call or a choice. Did you mean yield* on an operation?`,
      {
        expected: 'yield* on a step, a proc call or a choice',
        fix: 'Write yield* in front of the operation.',
        site: [...frame.record.unperformed.values()][0] ?? this.#site,
      },
    )
  }

  /** @throws ModelError M001 when something was built in this frame and is not going to be performed. */
  #refuseForgotten(frame: LiveFrame): void {
    for (const [{ label }, site] of frame.record.unperformed) {
      throw new ModelError(
        'M001',
        `${label} was built but never performed${site === undefined ? '' : ` (${site})`}. Write "yield* ${label}".`,
        {
          fix: `Write "yield* ${label}".`,
          site,
        },
      )
    }
  }

  #leftBehind(): string {
    return `A loop or proc of ${this.#thread.name} left behind`
  }

  /** The innermost proc, or the thread. */
  #name(): string {
    const proc = this.#procs().at(-1)
    return proc === undefined ? this.#thread.name : `${proc}()`
  }

  #procs(): string[] {
    return this.#frames.flatMap(({ request }) => (request?.word === 'proc' ? [request.name] : []))
  }

  #arrive(pending: PendingStep): Arrival {
    const isOver = pending.kind === 'finished' || pending.kind === 'failed'
    const isFirstOf = (word: FrameWord): boolean =>
      !isOver && this.#frames.some(({ request, hadStep }) => request?.word === word && !hadStep)
    const [isVoluntary, isIdle] = [isFirstOf('may'), isFirstOf('idle')]
    if (!isFence(pending)) for (const frame of this.#frames) frame.hadStep = true
    return {
      pending,
      history:
        pending.kind === 'finished'
          ? []
          : this.#frames.map(({ state, answers, hadStep }) => ({ state, answers: [...answers], hadStep })),
      isMidStep:
        !isOver &&
        (this.#wasChoice ||
          (pending.kind === 'operation' && pending.request.event === 'return') ||
          (this.#openAtomic !== undefined && this.#frames.includes(this.#openAtomic))),
      regions: pending.kind === 'finished' ? [] : this.#frames.flatMap(({ request }) => request?.region ?? []),
      procs: this.#procs(),
      callers: this.#frames.flatMap(({ caller }) => caller ?? []),
      calls: this.#frames.flatMap(({ called }) => called ?? []),
      isSpinning: this.#frames.some(({ request }) => request?.word === 'spinUntil'),
      isVoluntary,
      isIdle,
      isAtomic: this.#frames.some(({ request }) => request?.word === 'atomically' && request.isOfRoutine !== true),
      notes: this.#notes,
      site: this.#site,
    }
  }
}

/** Where nobody knows of another memory, an operation is what it is, and a fence nothing. */
function untranslated(request: OperationRequest | FenceRequest): OperationRequest | undefined {
  return request.kind === 'fence' ? undefined : request
}

function isFence(pending: PendingStep): boolean {
  return pending.kind === 'operation' && pending.request.accesses?.kind === 'fence'
}

/** `atomically()`, `lock()`, `critical()` */
function callOf({ name }: FrameRequest): string {
  return `${name}()`
}

/** Whether others wait until the frame has ended. */
function isJoined(word: FrameWord | undefined): boolean {
  return word === 'atomically' || word === 'recording'
}

/** What runs in a frame: a body; of `recording`, the function that says what is updated. */
function codeOf(thread: ThreadDeclaration, request: FrameRequest | undefined, site: string | undefined): Code {
  if (request === undefined) return { source: thread.source, role: 'body', name: thread.name, site: thread.site }
  return { source: request.source, role: request.word === 'recording' ? 'function' : 'body', name: request.name, site }
}

function describe(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'label' in value) return String(value.label)
  return show(value)
}
