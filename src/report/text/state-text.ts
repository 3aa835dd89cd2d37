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
  const texts = initial.map((one): Said => {
    const words = inWords(one, page)
    return words === undefined
      ? { text: text(one, briefValue(one.value, longestValue)) }
      : { object: one.object, words }
  })
  return wrap(`  at first  ${listed(texts)}`, page.width, 12)
}

/** The values at the end, but for those so long that nobody could see that they are as at first. */
export function finalLines({ initial, final }: Trace, page: Page): string[] {
  const before = new Map(initial.map((one) => [one.object, one]))
  const texts = final.flatMap((now) => finalText(now, before.get(now.object) ?? now, page))
  const rest = texts.length < final.length ? [{ text: 'the others as at first' }] : []
  return wrap(`  at last   ${listed([...texts, ...rest])}`, page.width, 12)
}

/** A text of its own; or an object of which the same may be to say as of others. */
type Said = { readonly text: string } | { readonly object: string; readonly words: string }

/** Those of whom the same is to say together: `Vcb, Fcb free, work: 'none'; KTHREAD T0, T1 at PASSIVE_LEVEL, APCs enabled`. */
function listed(all: readonly Said[]): string {
  const inWords = all.flatMap((one) => ('words' in one ? [one] : []))
  const texts = all.flatMap((one): readonly string[] => {
    if ('text' in one) return [one.text]
    const alike = inWords.filter(({ words }) => words === one.words).map(({ object }) => object)
    return alike[0] === one.object ? [`${namesOf(alike)} ${one.words}`] : []
  })
  return texts.join(inWords.some(({ words }) => words.includes(',')) ? '; ' : ', ')
}

/** A word that all begin with stands once. */
function namesOf(objects: readonly string[]): string {
  const [first = '', ...others] = objects
  const word = first.slice(0, first.indexOf(' ') + 1)
  const isShared = objects.every((name) => name.startsWith(word))
  return [first, ...others.map((name) => (isShared ? name.slice(word.length) : name))].join(', ')
}

function inWords({ words, isGhost }: ObjectValue, { showsAll = false }: Page): string | undefined {
  return showsAll || isGhost ? undefined : words
}

function finalText(now: ObjectValue, first: ObjectValue, page: Page): readonly Said[] {
  const words = inWords(now, page)
  if (words !== undefined) return words === inWords(first, page) ? [] : [{ object: now.object, words }]
  const [whole, after, before] = [valueText(now.value), nativeOf(now.value), nativeOf(first.value)]
  if (widthOf(whole) <= longestWhole) return [{ text: text(now, whole) }]
  if (whole === show(before)) return []
  if (!isRecord(after) || !isRecord(before)) return [{ text: text(now, briefValue(now.value, longestValue)) }]
  const keys = Reflect.ownKeys(after)
  const changed = keys.filter((key) => !(key in before) || show(after[key]) !== show(before[key]))
  const fields = Object.fromEntries(changed.map((key) => [key, after[key]]))
  const shown = changed.length === keys.length ? show(fields) : `${show(fields).replace(/ \}$/, '')}, … }`
  return [{ text: text(now, shown) }]
}

function text({ object, isGhost }: ObjectValue, value: string): string {
  return isGhost ? `(${object}: ${value})` : `${object}: ${value}`
}
