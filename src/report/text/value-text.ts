import { show } from '../../model/values/encode.ts'
import { nativeOf, type Value } from '../../verdict/value.ts'

/** As a person writes it: `'up'`, `[T0, T1]`, `{ owner: T0, depth: 2 }`. */
export function valueText(value: Value): string {
  return show(nativeOf(value))
}
