import type { StructureLayout } from '../../model/eresource/inside/index.ts'
import type { FieldGroup, FieldsStep, Recorded } from '../recording/recording.ts'
import type { State } from '../run/state.ts'
import { fieldText, isField } from './field-text.ts'
import { fieldValue } from './field-values.ts'
import type { Tried } from './tried.ts'

type Field = { readonly text: string; readonly result: 'fits' | 'differs' | 'not checked' }

/** Raw fields between two steps. What the model does not carry is said to be not checked. */
export function matchFields({ groups }: FieldsStep, state: State): Tried {
  const found = groups.flatMap((group) =>
    Object.entries(group.fields).flatMap(([name, recorded]) => compare(name, recorded, group, state)),
  )
  const texts = (result: Field['result']): readonly string[] =>
    found.filter((field) => field.result === result).map(({ text }) => text)
  const differing = texts('differs')
  return {
    fits: differing.length === 0 ? [state] : [],
    allowed: [differing.join(', ')],
    notChecked: texts('not checked'),
  }
}

/** Without a layout a field holds in both, as far as they have it. */
function compare(name: string, recorded: Recorded, { layout }: FieldGroup, state: State): readonly Field[] {
  const layouts: readonly StructureLayout[] = layout === undefined ? ['nt5', 'nt6'] : [layout]
  const values = layouts.flatMap((one) => {
    const value = fieldValue(name, one, state)
    return value === undefined ? [] : [{ one, value }]
  })
  if (values.length === 0) return [{ text: layout === undefined ? name : `${name} (${layout})`, result: 'not checked' }]
  return values.map(({ one, value }): Field => {
    const isFit = isField(recorded, value, state.machine)
    const text = `${name} ${fieldText(value)}${name === 'inSystemResourcesList' ? '' : ` (${one})`}`
    return { text, result: isFit ? 'fits' : 'differs' }
  })
}
