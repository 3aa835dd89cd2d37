import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as lockproof from 'lockproof'
import { describe, expect, test } from 'vitest'
import { lockproof as command, withoutTimes } from './cli/command.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const readme = readFileSync(`${root}README.md`, 'utf8')

type Block = { readonly marker: string; readonly language: string; readonly text: string }

const block = /<!-- (?<marker>file: \S+|run) -->\n\n```(?<language>\w+)\n(?<text>.*?)```\n/gs

function blockOf(groups: Readonly<Record<string, string>> | undefined): Block {
  const { marker = '', language = '', text = '' } = groups ?? {}
  return { marker, language, text }
}

/** What the block should say: the file, or what the command prints now. */
async function contentOf({ marker, text }: Block): Promise<string> {
  if (marker.startsWith('file: ')) return readFileSync(root + marker.slice('file: '.length), 'utf8')
  const [line = ''] = text.split('\n', 1)
  const words = line.replace('$ npx lockproof ', '').split(' ')
  const { stdout, stderr } = await command(words, { cwd: root })
  const now = `${line}\n${stdout}${stderr}`
  return withoutTimes(now) === withoutTimes(text) ? text : now
}

describe('README.md', () => {
  test('shows files as they are and prints as they come', async () => {
    let now = readme
    for (const match of readme.matchAll(block)) {
      const found = blockOf(match.groups)
      const content = await contentOf(found)
      now = now.replace(match[0], () => `<!-- ${found.marker} -->\n\n\`\`\`${found.language}\n${content}\`\`\`\n`)
    }
    await expect(now).toMatchFileSnapshot('../README.md') // vitest run -u writes it anew
  })

  test('has no other code than that, and the two commands', () => {
    const others = readme.replace(block, '').match(/^```\w+$/gm) ?? []
    expect(others).toEqual(['```sh'])
  })

  test('names what the language has', () => {
    const table = /\n## The language\n(.*?)\n## /s.exec(readme)?.[1] ?? ''
    const rows = table.split('\n').filter((line) => line.startsWith('| `'))
    const names = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)/g)].map(([, name = '']) => name))
    const known = [...Object.keys(lockproof), ...memberNames(lockproof.cell([0])), ...toolNames()]
    expect(names.length).toBeGreaterThan(40)
    expect(names.filter((name) => !known.includes(name))).toEqual([])
  })
})

function memberNames(value: object): string[] {
  return Object.getOwnPropertyNames(Object.getPrototypeOf(value))
}

function toolNames(): string[] {
  const names: string[] = []
  lockproof
    .system('names', (tools) => {
      names.push(...Object.keys(tools))
      tools.thread('T', function* () {
        yield* lockproof.skip()
      })
    })
    .build()
  return names
}
