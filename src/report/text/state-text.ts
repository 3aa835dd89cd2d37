import { show } from '../../model/values/encode.ts'
import type { ObjectValue, Trace } from '../../verdict/trace.ts'
import { nativeOf } from '../../verdict/value.ts'
import { asidesOf, onlyAsideOf } from './asides.ts'
import { briefValue, isRecord } from './change-text.ts'
import type { Page } from './style.ts'
import { valueText } from './value-text.ts'
import { widthOf, wrap } from './wrap.ts'

const longestValue = 240
const indent = 12
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
  return linesOf('at first', texts, page)
}

/**
 * The values at the end, but for those so long that nobody could see that they are as at first, and those on which nothing depends that is told.
 * `read`: names of objects that a violated property has looked at.
 */
export function finalLines(trace: Trace, page: Page, read: readonly string[] = []): string[] {
  const { initial, final } = trace
  const before = new Map(initial.map((one) => [one.object, one]))
  const asides = onlyAsideOf(trace, asidesOf(trace, read, page))
  const told = final.filter(({ object }) => !asides.has(object))
  const texts = told.flatMap((now) => finalText(now, before.get(now.object) ?? now, page))
  const but = asides.size === 0 ? '' : ' but for what only checks look at'
  const rest = texts.length < final.length ? [{ text: `the others as at first${but}` }] : []
  return linesOf('at last', [...texts, ...rest], page)
}

/** A text of its own; or an object of which the same may be to say as of others. */
type Said = { readonly text: string } | { readonly object: string; readonly words: string }

/** One after the other; words that have more than one part in a line of their own. */
function linesOf(title: string, all: readonly Said[], { width }: Page): string[] {
  const lines: { text: string; isWhole: boolean }[] = []
  for (const { text, isWhole } of together(all)) {
    const last = lines.at(-1)
    if (last === undefined || isWhole || last.isWhole) lines.push({ text, isWhole })
    else last.text += `, ${text}`
  }
  const titled = lines.map(({ text }, l) => `  ${(l === 0 ? title : '').padEnd(indent - 2)}${text}`)
  return titled.flatMap((line) => wrap(line, width, indent))
}

/** Those of whom the same is to say together: `Vcb, Fcb free`, `KTHREAD T0, T1 at PASSIVE_LEVEL, APCs enabled`. */
function together(all: readonly Said[]): readonly { readonly text: string; readonly isWhole: boolean }[] {
  const inWords = all.flatMap((one) => ('words' in one ? [one] : []))
  return all.flatMap((one) => {
    if ('text' in one) return [{ text: one.text, isWhole: false }]
    const { object, words } = one
    const alike = inWords.filter((other) => other.words === words).map((other) => other.object)
    return alike[0] === object ? [{ text: `${namesOf(alike)} ${words}`, isWhole: /[,;(]/.test(words) }] : []
  })
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
