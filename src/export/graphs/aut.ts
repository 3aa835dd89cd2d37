/**
 * The format of Aldebaran, which CADP, mCRL2 and others compare and reduce. It has no comments: where states are not
 * drawn, what leads there leads to one state more, which goes on by `not explored` for ever, so that nobody takes it
 * for a deadlock.
 */
import { at } from '../../errors/at.ts'
import { printable } from '../../model/values/printable.ts'
import type { View } from './view.ts'

const notExplored = 'not explored'

export function* aut(view: View): Generator<string> {
  const { words, program } = view.pictured
  const rest = view.stateCount
  const leftOut = [...view.states()].filter(({ stepsLeftOut }) => stepsLeftOut > 0)
  const more = leftOut.reduce((sum, { stepsLeftOut }) => sum + stepsLeftOut, 0)
  const isCut = more > 0
  yield `des (0,${view.edgeCount + more + (isCut ? 1 : 0)},${view.stateCount + (isCut ? 1 : 0)})\n`
  for (const { source, target, step } of view.edges(rest)) {
    const who = at(program.ir.threads, step.thread, 'threads').name
    yield `(${source},${quoted(`${who}: ${words.label(step)}`)},${target})\n`
  }
  if (isCut) yield `(${rest},${quoted(notExplored)},${rest})\n`
}

/** The format has no word for a quote in a label. */
function quoted(text: string): string {
  return `"${printable(text).replaceAll('"', "'")}"`
}
