import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/**
 * What an editor shows of what is published, read in dist as an editor does. The rule: every name has a text. What runs (a function, a class, a constant)
 * has an example of two lines at least, which compiles. A type has none: what makes a value of it has one. Of the members of types, calls and options have
 * a text; fields of what is answered are told by their names.
 */
const root = fileURLToPath(new URL('../../', import.meta.url))
const entries: Readonly<Record<string, string>> = {
  lockproof: 'index',
  parts: 'parts/index',
  eresource: 'model/eresource/index',
  'eresource/fine': 'model/eresource/fine/index',
  'fast-check': 'fast-check/index',
  vitest: 'vitest/index',
}

type Declared = { readonly name: string; readonly isType: boolean; readonly comment: string; readonly text: string }

/** What a file lets out: what it declares, and what it passes on. */
function declaredIn(file: string): readonly Declared[] {
  const text = readFileSync(file, 'utf8')
  const own = [
    ...text.matchAll(
      /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)?^export (?:declare )?(type|interface|const|function|class) (\w+)/gm,
    ),
  ]
  const passed = [...text.matchAll(/^(?:export|import) (?:type )?\{([^}]*)\} from '(\.[^']*)\.ts'/gm)]
  const listed = [...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].map(([, names = '']) => names).join()
  return [
    ...own.map(([declaration, comment = '', kind = '', name = ''], n) => ({
      name,
      isType: kind === 'type' || kind === 'interface',
      comment: comment.replace(/^ *\* ?/gm, '').trim(),
      text: text.slice(text.indexOf(declaration) + declaration.length, own[n + 1]?.index),
    })),
    ...passed.flatMap(([, names = '', from = '']) => {
      const wanted = wordsOf(names).filter((name) => wordsOf(listed).includes(name))
      const there = wanted.length === 0 ? [] : declaredIn(join(dirname(file), `${from}.d.ts`))
      return there.filter(({ name }) => wanted.includes(name))
    }),
  ]
}

/** `type A, b as c`: A and b. */
function wordsOf(list: string): readonly string[] {
  return [...list.matchAll(/(\w+)(?: as \w+)?\s*(?=,|$)/g)].map(([, name = '']) => name)
}

/** Overloads, and a type beside a value of its name, have the text of the first. */
function namesOf(entry: string): readonly Declared[] {
  const all = declaredIn(join(root, 'dist', `${entries[entry]}.d.ts`))
  return all.filter(({ name, comment }, n) => comment !== '' || all.findIndex((one) => one.name === name) === n)
}

function exampleOf({ comment }: Declared): string {
  return comment.split('@example')[1]?.trim() ?? ''
}

type Member = { readonly own: string; readonly isCall: boolean; readonly isSaid: boolean }

/** Of a type or a class, to the end of its braces; what is overloaded is said once. */
function membersOf(text: string): readonly Member[] {
  const [body = ''] = text.split(/^\}/m)
  const lines = body.split('\n')
  return lines.flatMap((line, l) => {
    const [, own, after = ''] = /^ {4}(?:readonly )?(\w+)(\??: |(?:<.*>)?\()/.exec(line) ?? []
    if (own === undefined || own === 'constructor') return []
    const before = lines[l - 1]?.trimEnd() ?? ''
    return [{ own, isCall: after.endsWith('('), isSaid: before.endsWith('*/') || before.trimStart().startsWith(own) }]
  })
}

function isBare(name: string, { isCall, isSaid }: Member): boolean {
  return (isCall || /(Options|Size)$/.test(name)) && !isSaid
}

describe.each(Object.keys(entries))('an editor, of %s', (entry) => {
  const names = namesOf(entry)

  test('has a text for every name', () => {
    expect(names.length).toBeGreaterThan(2)
    expect(names.filter(({ comment }) => !/\w/.test(comment.split('@')[0] ?? '')).map(({ name }) => name)).toEqual([])
  })

  test('has an example of two lines for all that runs', () => {
    const values = names.filter(({ isType }) => !isType)
    expect(values.filter((one) => exampleOf(one).split('\n').length < 2).map(({ name }) => name)).toEqual([])
  })

  test('has a text for every call and every option of a type', () => {
    const bare = names.flatMap(({ name, isType, text }) =>
      membersOf(isType || !text.startsWith(':') ? text : '').flatMap((member) =>
        isBare(name, member) ? [`${name}.${member.own}`] : [],
      ),
    )
    expect(bare).toEqual([])
  })
})

/** What the examples take for there. */
const scenery = `
declare const tools: L.Tools
declare const [me, other]: readonly [L.ThreadId, L.ThreadId]
declare const ids: readonly L.ThreadId[]
declare const [flag, spare]: readonly L.Cell<'free' | 'taken'>[] & readonly [L.Cell<'free' | 'taken'>, L.Cell<'free' | 'taken'>]
declare const count: L.Cell<number>
declare const jobs: P.Queue<'build' | 'test'>
declare const [critical, trying]: readonly [L.Region, L.Region]
declare const R: E.Eresource
declare const [handOver, peterson, testAndSet]: readonly [L.System, L.Family<{ N: number }>, L.System]
declare const [flagLock, myLock]: readonly F.Lock<'lock' | 'unlock', 'critical'>[] & readonly [F.Lock<'lock' | 'unlock', 'critical'>, F.Lock<'lock' | 'unlock', 'critical'>]
declare const console: { log(...it: readonly unknown[]): void; error(...it: readonly unknown[]): void }
const { shared, ghosts, regions, thread, threads, always, never, reachable, fairness, starvationFree, progress, leadsTo, mayRest, expectVerdict } = tools
`

/** Each in a body of its own, in a file for each entry. */
function fileOf(entry: string): string {
  const imported = (from: string, names: readonly Declared[]) => {
    const once = new Map(names.map(({ name, isType }) => [name, isType]))
    for (const { name, isType } of names) if (!isType) once.set(name, false)
    return `import { ${[...once].map(([name, isType]) => (isType ? `type ${name}` : name)).join(', ')} } from '${from}'\n`
  }
  const own = namesOf(entry)
  const others = (of: string) =>
    namesOf(of).filter(({ name, isType }) => !isType && !own.some((it) => it.name === name))
  const imports = [
    "import * as L from 'lockproof'\nimport * as P from 'lockproof/parts'\nimport * as E from 'lockproof/eresource'\nimport * as F from 'lockproof/fast-check'\n",
    imported(
      'lockproof',
      entry === 'lockproof'
        ? own
        : [
            ...others('lockproof'),
            ...namesOf('lockproof').filter((it) => it.name === 'ThreadId' || it.name === 'Steps'),
          ],
    ),
    entry === 'lockproof'
      ? ''
      : imported(
          `lockproof/${entry}`,
          own.filter(({ name }) => name !== 'LockproofMatchers'),
        ),
    entry === 'fast-check' ? `${imported('lockproof/parts', others('parts'))}import fc from 'fast-check'\n` : '',
    entry === 'vitest' ? "import { expect, test } from 'vitest'\nimport 'lockproof/vitest'\n" : '',
  ]
  const bodies = own.map((one, n) => {
    const lines = exampleOf(one)
      .split('\n')
      .filter((line) => !line.startsWith('import '))
    return `export function* example_${n}_of_${one.name}() {\n${lines.join('\n').replace(/^export /gm, '')}\n}\n`
  })
  return [...imports, scenery, ...bodies].join('')
}

describe('examples', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lockproof-examples-'))

  beforeAll(() => {
    mkdirSync(join(folder, 'node_modules'))
    for (const name of ['fast-check', 'vitest'])
      symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name), 'junction')
    symlinkSync(root, join(folder, 'node_modules/lockproof'), 'junction')
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n')
    for (const entry of Object.keys(entries))
      writeFileSync(join(folder, `${entry.replace('/', '-')}.ts`), fileOf(entry))
    const compilerOptions = {
      target: 'es2023',
      module: 'nodenext',
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: [],
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
  })

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  test('compile', () => {
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { cwd: folder, encoding: 'utf8' })
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
  }, 60_000)
})
