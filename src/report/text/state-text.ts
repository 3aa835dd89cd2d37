import { show } from '../../model/values/encode.ts'
import type { ObjectValue, Trace } from '../../verdict/trace.ts'
import { nativeOf } from '../../verdict/value.ts'
import { briefValue, isRecord } from './change-text.ts'
import type { Page } from './style.ts'
import { valueText } from './value-text.ts'
import { widthOf, wrap } from './wrap.ts'

const longestValue = 240
/** Of longer records only what changed is said: of a lock with nine fields, who owns it and who waits. */
const longestWhole = 60

/** The values at the start, those of ghosts in parentheses: `flag[0]: 'down', turn: 0`. */
export function initialLines({ initial }: Trace, page: Page): string[] {
  const texts = initial.map(({ object, value, isGhost }) => text(object, briefValue(value, longestValue), isGhost))
  return wrap(`  at first  ${texts.join(', ')}`, page.width, 12)
}

/** The values at the end, but for those so long that nobody could see that they are as at first. */
export function finalLines({ initial, final }: Trace, page: Page): string[] {
  const before = new Map(initial.map(({ object, value }) => [object, value]))
  const texts = final.flatMap((now) => finalText(now, nativeOf(before.get(now.object) ?? now.value)))
  const rest = texts.length < final.length ? ['the others as at first'] : []
  return wrap(`  at last   ${[...texts, ...rest].join(', ')}`, page.width, 12)
}

function finalText({ object, value, isGhost }: ObjectValue, before: unknown): readonly string[] {
  const [whole, after] = [valueText(value), nativeOf(value)]
  if (widthOf(whole) <= longestWhole) return [text(object, whole, isGhost)]
  if (whole === show(before)) return []
  if (!isRecord(after) || !isRecord(before)) return [text(object, briefValue(value, longestValue), isGhost)]
  const keys = Reflect.ownKeys(after)
  const changed = keys.filter((key) => !(key in before) || show(after[key]) !== show(before[key]))
  const fields = Object.fromEntries(changed.map((key) => [key, after[key]]))
  const shown = changed.length === keys.length ? show(fields) : `${show(fields).replace(/ \}$/, '')}, … }`
  return [text(object, shown, isGhost)]
}

function text(object: string, value: string, isGhost: boolean): string {
  return isGhost ? `(${object}: ${value})` : `${object}: ${value}`
}
