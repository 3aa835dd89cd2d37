import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'lockproof-package-'))
const environment = { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '' }

/** Two threads take turns with a flag that is tested and set in one step, or in two. */
const design = `import { cell, system } from 'lockproof'

export const atomic = system('atomic', ({ shared, regions, thread, always }) => {
  const { held } = shared({ held: cell([false, true]) })
  const { critical } = regions('critical')
  for (const name of ['P0', 'P1'])
    thread(name, function* () {
      yield* held.when(false).store(true)
      yield* critical()
      yield* held.store(false)
    })
  always('mutual exclusion', [critical], (inside) => inside.length <= 1)
})

export const torn = system('torn', ({ shared, regions, thread, always }) => {
  const { held } = shared({ held: cell([false, true]) })
  const { critical } = regions('critical')
  for (const name of ['P0', 'P1'])
    thread(name, function* () {
      yield* held.waitFor(false)
      yield* held.store(true)
      yield* critical()
      yield* held.store(false)
    })
  always('mutual exclusion', [critical], (inside) => inside.length <= 1)
})
`

function run(command: string, args: readonly string[], cwd: string) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: environment,
    shell: process.platform === 'win32',
  })
  return { status, stdout, stderr }
}

function mustRun(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = run(command, args, cwd)
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`)
  return stdout
}

describe('the package, installed in an empty folder', () => {
  beforeAll(() => {
    mustRun('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], root) // npm test has built dist
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "commonjs" }\n') // as npm init has it
    mustRun('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball}`], folder)
    writeFileSync(join(folder, 'design.ts'), design)
    mkdirSync(join(folder, 'designs'))
    writeFileSync(join(folder, 'designs/design.ts'), design)
  }, 120_000)

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  test('verifies a design', () => {
    const { status, stdout, stderr } = run('npx', ['lockproof', 'check', 'design.ts', 'atomic'], folder)
    expect(stdout).toContain('verified')
    expect({ status, stderr: withoutNpmWarnings(stderr) }).toEqual({ status: 0, stderr: '' })
  })

  test('finds the mistake of a design', () => {
    const { status, stdout } = run('npx', ['lockproof', 'check', 'design.ts', 'torn'], folder)
    expect(stdout).toContain('violated')
    expect(stdout).toContain('mutual exclusion')
    expect(status).toBe(1)
  })

  test.each(['design.ts', 'designs', 'designs/', './designs/*.ts', 'designs/*'])(
    'does the checking for a command from elsewhere: of %s',
    (designs) => {
      const elsewhere = join(root, 'dist/cli/main.js')
      const { status, stdout, stderr } = run(process.execPath, [elsewhere, 'check', designs, 'torn'], folder)
      expect(stderr).toBe('')
      expect(stdout).toMatch(/^violated: mutual exclusion, 4 steps\n/)
      expect(status).toBe(1)
    },
  )

  test('has types that a design compiles against', () => {
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--types', '']
    mustRun(process.execPath, [tsc, ...options, 'design.ts'], folder)
  })

  test('makes a project with all that the template has', () => {
    mustRun(process.execPath, [join(folder, 'node_modules/lockproof/dist/cli/main.js'), 'init', 'mine'], folder)
    const made = readdirSync(join(folder, 'mine'), { recursive: true, encoding: 'utf8' })
    expect(made).toEqual(expect.arrayContaining(['package.json', '.github/workflows/ci.yml', 'designs/clients.ts']))
  })

  test('holds the built files, the template of a project, and nothing of the sources', () => {
    const files = readdirSync(join(folder, 'node_modules/lockproof'))
    expect(files.toSorted()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist',
      'docs',
      'examples',
      'package.json',
    ])
    expect(readdirSync(join(folder, 'node_modules/lockproof/examples'))).toEqual(['ci'])
  })
})

function withoutNpmWarnings(text: string): string {
  return text.replace(/^npm warn .*\n/gm, '')
}
