import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { existing } from '../../../src/errors/at.ts'
import { printable } from '../../../src/model/values/printable.ts'
import { junitReport } from '../../../src/report/formats/junit.ts'
import type { ReportedRun } from '../../../src/report/reported.ts'
import { nasty, nastyRun } from './nasty.ts'
import { six } from './six.ts'

type Element = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Element[]
}

/** @throws where it is no XML. */
function parsed(run: ReportedRun): Element {
  const parser = new SaxesParser()
  const open: Element[] = [{ name: '', attributes: {}, children: [] }]
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { name, attributes, children: [] }
    existing(open.at(-1), 'the element around').children.push(element)
    open.push(element)
  })
  parser.on('closetag', () => open.pop())
  parser.write(junitReport(run)).close()
  return existing(open[0]?.children[0], 'a root')
}

/** What readers of JUnit take in common (Jenkins, GitLab, the actions of GitHub): its parts, in this order, and their attributes. */
const parts: Readonly<Record<string, { readonly children: string; readonly attributes: string }>> = {
  testsuites: { children: 'testsuite', attributes: 'name tests failures errors skipped time' },
  testsuite: {
    children: 'properties testcase system-out system-err',
    attributes: 'name tests failures errors skipped time timestamp hostname',
  },
  testcase: { children: 'skipped error failure system-out system-err', attributes: 'name classname time file' },
  failure: { children: '', attributes: 'message type' },
  error: { children: '', attributes: 'message type' },
  'system-out': { children: '', attributes: '' },
}

/** What of an element, and of all in it, is otherwise. */
function strangers({ name, attributes, children }: Element): readonly string[] {
  const known = parts[name] ?? { children: '', attributes: '' }
  const places = children.map((child) => known.children.split(' ').indexOf(child.name))
  return [
    ...(Object.hasOwn(parts, name) ? [] : [name]),
    ...Object.keys(attributes).flatMap((key) => (known.attributes.split(' ').includes(key) ? [] : [`${name} ${key}`])),
    ...(places.every((place, i) => place >= (places[i - 1] ?? 0)) ? [] : [`order in ${name}`]),
    ...children.flatMap(strangers),
  ]
}

const errors: ReportedRun['errors'] = [
  { code: 'U004', message: 'no <such> file', site: { file: 'none.ts', line: 1, column: 1 } },
]

test.each([
  ['six results', six],
  ['names that are markup', nastyRun],
  ['errors', { ...six, errors }],
  ['nothing', { ...six, systems: [] }],
])('%s: parts and attributes that readers know', (_, run) => {
  expect(strangers(parsed(run))).toEqual([])
})

test('it counts what it holds', () => {
  for (const { attributes, children } of parsed({ ...six, errors }).children) {
    const held = (name: string): string =>
      `${children.filter((it) => it.children.some((child) => child.name === name)).length}`
    expect(attributes).toMatchObject({
      tests: `${children.length}`,
      failures: held('failure'),
      errors: held('error'),
    })
  }
})

test('a case is a system, or a file that could not be read', () => {
  const cases = parsed({ ...six, errors }).children.flatMap(({ children }) => children)
  expect(cases.map(({ attributes: { name } }) => name)).toEqual([
    'flag, N=3',
    'naive flag',
    'two locks, inverted',
    'B2 upgrade, two readers',
    'test and set, N=2',
    'beside a clock',
    'none.ts',
  ])
})

test('a name comes back as it was, but for what nobody sees', () => {
  const name = parsed(nastyRun).children[0]?.children[0]?.attributes.name ?? ''
  expect(name).toBe(printable(`mis ${nasty}`))
})
