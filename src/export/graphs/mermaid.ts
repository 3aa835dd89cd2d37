/** A flow chart of Mermaid, which GitHub draws in Markdown. */
import { printable } from '../../model/values/printable.ts'
import { edgeCaption, limitsOf, stateCaption, variedIn } from './captions.ts'
import type { View } from './view.ts'

export function* mermaid(view: View): Generator<string> {
  const { title, verdict } = view.pictured
  const varied = variedIn(view)
  const head = printable([title, verdict, ...limitsOf(view)].join(' · '))
  yield `---\ntitle: ${JSON.stringify(head)}\n---\nflowchart TD\n`
  for (const state of view.states()) {
    const classes = [
      ...(state.id === 0 ? ['initial'] : []),
      ...(state.stepsLeftOut > 0 ? ['cut'] : []),
      ...(state.isOnRun ? ['run'] : []),
      ...(state.marks.length > 0 ? ['wrong'] : []),
    ]
    yield `  s${state.id}["${stateCaption(view, varied, state).map(escaped).join('<br/>')}"]\n`
    if (classes.length > 0) yield `  class s${state.id} ${classes.join(',')}\n`
  }
  const run: number[] = []
  let number = 0
  for (const edge of view.edges()) {
    if (edge.ofRun.length > 0) run.push(number)
    number++
    yield `  s${edge.source} -->|"${escaped(edgeCaption(view, edge))}"| s${edge.target}\n`
  }
  if (run.length > 0) yield `  linkStyle ${run.join(',')} stroke:#d00,stroke-width:3px\n`
  yield '  classDef initial stroke-width:3px\n  classDef cut stroke-dasharray:4 3\n'
  yield '  classDef run stroke:#d00\n  classDef wrong fill:#fdd,color:#000\n'
}

/** By their numbers, as in HTML: whatever is no letter, digit or harmless sign. */
function escaped(text: string): string {
  return printable(text).replaceAll(/[^\p{L}\p{N} .:,'()[\]{}=→…_+-]/gu, (sign) => `#${sign.codePointAt(0)};`)
}
