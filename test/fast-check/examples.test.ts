import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import * as language from 'lockproof'
import * as laws from 'lockproof/fast-check'
import * as parts from 'lockproof/parts'
import { expect, test } from 'vitest'
import { flagLock } from '#locks'
import { atomicStack, treiberStack } from './locks/stacks.ts'

const sources = new URL('../../src/', import.meta.url)
const rooms = ['fast-check', 'model/locks']
const files = rooms.flatMap((room) =>
  readdirSync(new URL(room, sources), { recursive: true, encoding: 'utf8' }).map((file) => `${room}/${file}`),
)

/** The code of every `@example` of these rooms, with the file that it is in. */
const examples = files
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => {
    const text = readFileSync(new URL(file, sources), 'utf8')
    const blocks = text.matchAll(/ \* @example\n((?: \*(?: .*)?\n)+?) \*\//g)
    return [...blocks].map(([, code = '']) => ({ file, code: code.replace(/^ \* ?/gm, '') }))
  })

const handOver = language.system('hand over', ({ shared, thread }) => {
  const { turn } = shared({ turn: language.cell(['left', 'right']) })
  thread('L', () => turn.when('left').store('right'))
  thread('R', () => turn.when('right').store('left'))
})

const scope = {
  ...language,
  ...laws,
  ...parts,
  fc,
  handOver,
  atomicStack,
  treiberStack: treiberStack(),
  myLock: flagLock(),
}

test('the documentation has examples', () => {
  expect(examples.length).toBeGreaterThanOrEqual(8)
})

test.each(examples)('an example of $file does what it says', ({ code }) => {
  const names = { ...scope, ...(code.includes('const flagLock') ? {} : { flagLock: flagLock() }) }
  const run = new Function(...Object.keys(names), code)
  expect(() => run(...Object.values(names))).not.toThrow()
})
