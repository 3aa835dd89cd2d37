import { readdirSync, readFileSync } from 'node:fs'
import { mutatedText, oddTexts, type Source } from './random.ts'

const folder = new URL('../../examples/conformance/', import.meta.url)
const shipped = readdirSync(folder).map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')))

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

/** A file of recorded runs, with some things in it as nobody would write them. */
export function mutatedRecording(random: Source): string {
  const { below, oneOf, isOften } = random
  const { sequences, ...head } = oneOf(shipped)
  const few = Array.from({ length: 1 + below(3) }, () => structuredClone(oneOf(sequences)))
  const file: Json = { ...head, sequences: few }
  const names = namesIn(file)
  for (let i = below(4); i > 0; i--) mutate(file, names, random)
  let text = isOften(50) ? JSON.stringify(file) : JSON.stringify(file, undefined, 2)
  if (isOften(2)) text = text.replace('"R"', '['.repeat(below(20_000)))
  for (let i = isOften(30) ? 1 + below(3) : 0; i > 0; i--) text = mutatedText(text, random)
  return text
}

/** Changes one member of something in it. */
function mutate(file: Json, names: readonly string[], random: Source): void {
  const { below, oneOf } = random
  const inner = compounds(file)
  const target = oneOf(inner)
  const keys = Object.keys(target)
  if (keys.length === 0) return
  const key = oneOf(keys)
  const part = target as { [name: string]: Json } // by index where it is a list
  const value = part[key] as Json // one of its keys
  switch (below(6)) {
    case 0:
      delete part[key]
      break
    case 1:
      define(part, oneOf([...names, ...oddTexts]), value)
      break
    case 2:
      define(part, key, oneOf(odd))
      break
    case 3:
      define(part, key, structuredClone(oneOf(inner)))
      break
    case 4:
      if (Array.isArray(target)) target.splice(below(target.length), 0, structuredClone(value))
      else define(part, key, oneOf([...names, ...oddTexts]))
      break
    default:
      if (Array.isArray(target)) target.push(...target.splice(below(target.length), 1))
      else if (typeof value === 'boolean') part[key] = !value
      else define(part, key, below(4))
  }
}

/** As JSON.parse would: `__proto__` is a name like any other. */
function define(part: object, key: string, value: Json): void {
  Object.defineProperty(part, key, { value, enumerable: true, configurable: true, writable: true })
}

const odd: readonly Json[] = [null, true, false, 0, -1, 1.5, 1e300, 2 ** 53, '', [], {}, [[]], ...oddTexts]

function compounds(value: Json): (Json[] | { [name: string]: Json })[] {
  if (typeof value !== 'object' || value === null) return []
  return [value, ...Object.values(value).flatMap(compounds)]
}

/** All names and texts in it: each may be where another should be. */
function namesIn(value: Json): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => [name, ...namesIn(part)])
}
