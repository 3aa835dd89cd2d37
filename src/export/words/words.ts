import { printStep } from '../../check/explain/schedule.ts'
import { at } from '../../errors/at.ts'
import type { Step } from '../../explorer/steps/schedule.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import { type AnswerId, FAILED, type LocalId, type ObjectId, type ThreadIndex, type ValueId } from '../../model/ir.ts'
import { show } from '../../model/values/encode.ts'
import { printable } from '../../model/values/printable.ts'

/** How what the tables number is said; each text is one line. */
export type Words = {
  readonly value: (object: ObjectId, value: ValueId) => string
  /** What the thread does next there. */
  readonly place: (thread: ThreadIndex, local: LocalId) => string
  /** The step, as a word of a schedule. */
  readonly step: (step: Step) => string
  /** What is done in the step, and what was answered. */
  readonly label: (step: Step) => string
}

export function wordsOf(compiled: Compiled): Words {
  const threads = compiled.design.threads.map(({ name }) => name)
  const move = remembered((thread, local, option, answer) => {
    return printable(moveText(compiled, thread, { local, option, answer }))
  })
  const place = remembered((thread, local) => printable(placeText(compiled, thread, local)))
  return {
    value: remembered((object, value) => printable(show(compiled.value(object, value)))),
    place,
    step: (step) => printStep(step, threads),
    label: ({ thread, moves }) => {
      const texts = moves.map((it) => {
        if (it.kind === 'skip') return move(thread, it.local, 0, 0)
        return it.kind === 'choice' ? move(thread, it.local, it.option, 0) : move(thread, it.local, 0, it.answer)
      })
      const told = texts.filter((text) => text !== '')
      return told.length === 0 ? place(thread, at(moves, 0).local) : told.join('; ')
    },
  }
}

/** A graph has millions of edges, and few texts. */
function remembered<Numbers extends readonly number[]>(text: (...of: Numbers) => string): (...of: Numbers) => string {
  const texts = new Map<string, string>()
  return (...of) => {
    const key = of.join()
    const known = texts.get(key)
    if (known !== undefined) return known
    const made = text(...of)
    texts.set(key, made)
    return made
  }
}

function placeText(compiled: Compiled, thread: ThreadIndex, local: LocalId): string {
  const { pending } = compiled.arrival(thread, local)
  switch (pending.kind) {
    case 'operation':
      return pending.request.label
    case 'step':
      return pending.label
    case 'choice':
      return pending.word
    case 'finished':
      return 'has ended'
    case 'failed':
      return 'has failed'
  }
}

type Move = { readonly local: LocalId; readonly option: number; readonly answer: AnswerId }

function moveText(compiled: Compiled, thread: ThreadIndex, { local, option, answer }: Move): string {
  const text = placeText(compiled, thread, local)
  const { pending } = compiled.arrival(thread, local)
  if (pending.kind === 'choice' && pending.word !== 'choose') return '' // told by what comes of it
  if (pending.kind === 'choice') return `${text} → ${show(at(pending.options, option, 'options'))}`
  if (pending.kind !== 'operation') return text
  if (answer === FAILED) return `${text} fails`
  const { ir } = compiled.program
  const operation = at(at(ir.threads, thread, 'threads').operation, local)
  const answered = compiled.answer(operation, answer)
  return answered === undefined ? text : `${text} → ${show(answered)}`
}
