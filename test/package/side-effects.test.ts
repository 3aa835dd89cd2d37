import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const sources = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'))

/** Statements of a module that do something when it is loaded. What a module does to a class of its own is nothing to others. */
const effect = /^(?:(?:if|for|while|await|void|new)\b|import '|[\w$.]+\((?!\w+\.prototype, ))/m

test('sideEffects names the modules that do something when they are loaded, and no other', () => {
  const doing = sources.filter((path) => effect.test(readFileSync(`${root}src/${path}`, 'utf8')))
  const { sideEffects } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))
  expect(sideEffects).toEqual(doing.toSorted().map((path) => `./dist/${path.replace(/\.ts$/, '.js')}`))
})

test.each(['expect.extend(matchers)', "import './matchers.ts'", 'await run(words)', 'if (isOld) warn()'])(
  '%s',
  (line) => {
    expect(effect.test(`const a = 1\n${line}\n`)).toBe(true)
  },
)
