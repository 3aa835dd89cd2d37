import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

type Kind = 'cache' | 'scope' | 'of the process' | 'identity'

/** Every variable of a module that changes, and what it is: docs/adr/011-module-state.md says which may be. */
const meant: Readonly<Record<string, Kind>> = {
  'cli/files/load-file.ts registered': 'of the process',
  'explorer/states/numbered-states.ts functions': 'cache',
  'model/compile/magnitude.ts known': 'cache',
  'model/protocol/running.ts running': 'scope',
  'model/protocol/site.ts isWanted': 'scope',
  'model/protocol/site.ts own': 'cache',
  'model/protocol/site.ts texts': 'cache',
  'model/run/inspect.ts byFunction': 'cache',
  'model/run/inspect.ts byText': 'cache',
  'model/run/poison.ts isPoisoned': 'scope',
  'model/run/watched.ts numbers': 'cache',
  'model/run/watched.ts running': 'scope',
  'model/run/watched.ts watcher': 'of the process',
  'model/values/encode.ts known': 'cache',
  'model/values/encode.ts quoted': 'cache',
  'model/values/freeze.ts done': 'cache',
  'model/values/key-list.ts lists': 'identity', // a number for each list of keys: compared, never ordered
  'model/values/member-order.ts marked': 'cache', // what a set's image is guessed from
  'model/values/plain.ts handed': 'cache',
  'model/values/protections.ts missing': 'scope',
  'model/values/thread-id.ts known': 'identity',
  'model/values/thread-id.ts namesakes': 'identity', // two of a name are never threads of one design
  'page/code.tsx known': 'cache',
  'page/moment.ts stances': 'cache',
  'page/prose.tsx patterns': 'cache',
  'page/rows.ts known': 'cache',
  'report/html/graph.ts graphviz': 'cache',
}

/** `let x`, and what starts empty: `new Map()`, in a record too. */
const changing =
  /^(?:export )?(?:let (\w+)|const (\w+)[^=]*= (?:new (?:Weak)?(?:Map|Set)(?:<[^(]*>)?\(\)|\[\]$|\{$(?=\n[^}]*new Map\(\))))/gm

function changingIn(text: string): string[] {
  return [...text.matchAll(changing)].map(([, variable, constant]) => variable ?? constant ?? '')
}

describe('lint: module state', () => {
  test('is what the table says, and nothing else', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/.test(path))
    const found = files.flatMap((path) => {
      const file = path.replaceAll('\\', '/')
      return changingIn(readFileSync(`src/${file}`, 'utf8')).map((name) => `${file} ${name}`)
    })
    expect(found.toSorted()).toEqual(Object.keys(meant).toSorted())
  })

  test.each([
    'let lists = 0',
    'export let now: number | undefined',
    'const known = new WeakMap<object, string>()',
    'const texts: Map<string, string> = new Map()',
    'const waiting: string[] = []',
    'const byText: Readonly<Record<Role, Map<string, Finding>>> = {\n  body: new Map(),\n}',
  ])('%s is seen', (line) => {
    expect(changingIn(`import 'x'\n${line}\n`)).toHaveLength(1)
  })

  test.each(['const names = new Set(["a"])', '  let i = 0', 'const one = [1]', 'const none = {}'])(
    '%s is let be',
    (line) => {
      expect(changingIn(`${line}\n`)).toEqual([])
    },
  )
})
