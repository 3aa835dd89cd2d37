import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { lockproof } from '../cli/command.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const textOf = (path: string): string => readFileSync(root + path, 'utf8')

test('docs/conformance.md shows its file as it is, and prints as they come', async () => {
  const doc = textOf('docs/conformance.md')
  const shown = doc.replace(
    /(<!-- file: (\S+) -->\n\n```json\n).*?```\n/s,
    (_, head: string, file: string) => `${head}${textOf(file)}\`\`\`\n`,
  )
  const [, line = ''] = /\n\$ npx (lockproof conform .*)\n/.exec(doc) ?? []
  const { stdout } = await lockproof(line.split(' ').slice(1), { cwd: root })
  const now = shown.replace(/(\n\$ npx [^\n]*\n).*?```\n/s, (_, head: string) => `${head}${stdout}\`\`\`\n`)
  await expect(now).toMatchFileSnapshot('../../docs/conformance.md') // vitest run -u writes it anew
})
