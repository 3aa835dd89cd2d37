import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** One line of a file that the linter objects to. */
export type Finding = { readonly file: string; readonly line: number; readonly rule: string; readonly message: string }

const root = fileURLToPath(new URL('../../', import.meta.url))
const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')

/** What the repository's own rules say about `files` (path from the root → text), as if they were part of the repository. By line. */
export function lint(files: Readonly<Record<string, string>>): Finding[] {
  const folder = mkdtempSync(join(tmpdir(), 'lockproof-lint-'))
  try {
    for (const name of ['biome.json', 'package.json', '.gitignore']) cpSync(join(root, name), join(folder, name))
    cpSync(join(root, 'lint'), join(folder, 'lint'), { recursive: true })
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), text)
    }
    return findings(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

type Report = {
  readonly check_name: string
  readonly description: string
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } }
}

function findings(folder: string): Finding[] {
  const command = [biome, 'lint', '--reporter=gitlab', '--max-diagnostics=none', '.']
  const { stdout, stderr } = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8' })
  if (!stdout.startsWith('[')) throw new Error(`The linter did not run: ${stdout}${stderr}`)
  return (JSON.parse(stdout) as Report[])
    .map(({ check_name, description, location }) => ({
      file: location.path,
      line: location.lines.begin,
      rule: check_name,
      message: description,
    }))
    .toSorted((a, b) => a.line - b.line)
}
