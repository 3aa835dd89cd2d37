import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as lockproof from 'lockproof'
import * as eresource from 'lockproof/eresource'
import * as fineEresource from 'lockproof/eresource/fine'
import * as fastCheck from 'lockproof/fast-check'
import * as parts from 'lockproof/parts'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const { exports } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))
const entries = Object.entries<{ readonly types?: string }>(exports).flatMap(([entry, { types }]) =>
  types === undefined ? [] : [[entry, types] as const],
)

/** What a door of dist lets out: values, then types alone. */
function namesIn(file: string): string[] {
  const text = readFileSync(root + file, 'utf8')
  const listed = [...text.matchAll(/^export (type )?\{([^}]*)\}/gm)].flatMap(([, isType = '', names = '']) =>
    [...names.matchAll(/(type )?(\w+)(?=,|\s*$)/g)].map(([, alone = isType, name = '']) => `${alone}${name}`),
  )
  const declared = [...text.matchAll(/^export (type|declare function|declare const) (\w+)/gm)].map(
    ([, kind = '', name = '']) => (kind === 'type' ? `type ${name}` : name),
  )
  const inOrder = [...listed, ...declared].toSorted()
  return [...inOrder.filter((name) => !name.startsWith('type ')), ...inOrder.filter((name) => name.startsWith('type '))]
}

describe('what an editor lists of', () => {
  test.each(entries)('%s is what stands in its list, each name wanted', async (entry, types) => {
    const names = namesIn(types)
    expect(names.length).toBeGreaterThan(3)
    const golden = `golden/names-of-${entry === '.' ? 'lockproof' : entry.slice('./'.length).replace('/', '-')}.txt`
    await expect(`${names.join('\n')}\n`).toMatchFileSnapshot(golden)
  })

  test.each([
    ['.', lockproof],
    ['./eresource', eresource],
    ['./eresource/fine', fineEresource],
    ['./parts', parts],
    ['./fast-check', fastCheck],
  ])('%s at run time is what its types say', (entry, door) => {
    const values = namesIn(exports[entry].types).filter((name) => !name.startsWith('type '))
    expect(Object.keys(door).toSorted()).toEqual(values.toSorted())
  })
})

test('an option for the tests of the model alone is in no type that is published', () => {
  const text = readFileSync(`${root}dist/model/eresource/options.d.ts`, 'utf8')
  const [options = ''] = /^export type EresourceOptions .*?^\};/ms.exec(text) ?? []
  expect(options).toContain('readonly releasers')
  expect(options).not.toContain('readonly rules')
})
