import { readdirSync, readFileSync } from 'node:fs'
import * as language from 'lockproof'
import * as parts from 'lockproof/parts'
import { describe, expect, test } from 'vitest'

const folder = new URL('../../src/parts/', import.meta.url)
const text = readdirSync(folder)
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .join('\n')
const functions = Object.keys(parts)

/** The comment before `declared`, without its stars; nothing where there is none. */
function commentOn(declared: string): string {
  const comment = new RegExp(String.raw`/\*\*((?:(?!\*/)[^])*)\*/\n${declared}\b`).exec(text)?.[1] ?? ''
  return comment.replace(/^ *\* ?/gm, '').trim()
}

/** Lines that begin with `yield*` are of a thread, `me`; the others of the description. */
function systemOf(example: string): language.System {
  const lines = example.split('\n')
  const steps = lines.filter((line) => line.startsWith('yield*')).join('\n')
  const described = lines.filter((line) => !line.startsWith('yield*')).join('\n')
  const [me] = language.threadIds(['me'])
  const scope = { ...language, ...parts, me }
  const code = `${described}\nthread(me, function* () {\n${steps}\n})`
  const describe = new Function(...Object.keys(scope), `return ({ shared, thread }) => {\n${code}\n}`)
  return language.system('example', describe(...Object.values(scope)))
}

describe('what an editor shows', () => {
  test.each(functions)('of %s: an example, which runs', (name) => {
    const [, example = ''] = commentOn(`export function ${name}`).split('@example\n')
    expect(example.split('\n').length).toBeGreaterThanOrEqual(2)
    const { answers } = language.check(systemOf(example), { keepGoing: true })
    expect(answers).toContainEqual(expect.objectContaining({ name: 'no failing operation', result: 'holds' }))
  })
})
