/** For Graphviz. What must be seen has a class, so that a page may give it other colours. */
import { printable } from '../../model/values/printable.ts'
import { edgeCaption, limitsOf, stateCaption, variedIn } from './captions.ts'
import type { DrawnState, View } from './view.ts'

export function* dot(view: View): Generator<string> {
  const { title, verdict } = view.pictured
  const varied = variedIn(view)
  yield `digraph ${quoted(title)} {\n`
  yield `  graph [labelloc=t, fontname="Helvetica", label=${quoted([title, verdict, ...limitsOf(view)].join('\n'))}]\n`
  yield '  node [shape=box, style=rounded, fontname="Helvetica"]\n  edge [fontname="Helvetica"]\n'
  for (const state of view.states()) {
    const label = quoted(stateCaption(view, varied, state).join('\n'))
    yield `  s${state.id} [label=${label}${looks(state)}]\n`
  }
  for (const edge of view.edges()) {
    const look = edge.ofRun.length === 0 ? '' : ', class="run", color=red, penwidth=2'
    yield `  s${edge.source} -> s${edge.target} [label=${quoted(edgeCaption(view, edge))}${look}]\n`
  }
  yield '}\n'
}

function looks({ id, marks, isOnRun, stepsLeftOut }: DrawnState): string {
  const classes = [
    ...(id === 0 ? ['initial'] : []),
    ...(marks.length > 0 ? ['wrong'] : []),
    ...(isOnRun ? ['run'] : []),
    ...(stepsLeftOut > 0 ? ['cut'] : []),
  ]
  if (classes.length === 0) return ''
  const styles = ['rounded', ...(id === 0 ? ['bold'] : []), ...(stepsLeftOut > 0 ? ['dashed'] : [])]
  const fill = marks.length > 0 ? ', fillcolor=mistyrose' : ''
  const style = marks.length > 0 ? [...styles, 'filled'] : styles
  return `, class="${classes.join(' ')}", style="${style.join(',')}"${fill}${isOnRun ? ', color=red' : ''}`
}

/** Graphviz reads `\n` and its like, and names of signs such as `&amp;`, in every label. */
function quoted(text: string): string {
  const lines = text.split('\n').map((line) => {
    return printable(line).replaceAll('&', '&amp;').replaceAll('\\', '\\\\').replaceAll('"', '\\"')
  })
  return `"${lines.join('\\n')}"`
}
