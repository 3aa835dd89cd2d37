import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'lockproof-template-'))
const modules = join(folder, 'node_modules')

function run(command: string, ...args: readonly string[]) {
  const { NODE_OPTIONS, VITEST, ...rest } = process.env
  const environment = Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith('VITEST_')))
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...environment, CI: 'true', NO_COLOR: '1', NODE_OPTIONS: '' },
    shell: process.platform === 'win32',
  })
  return { status, printed: `${stdout}${stderr}` }
}

function node(script: string, ...args: readonly string[]) {
  return run(process.execPath, join(modules, script), ...args)
}

function install(): void {
  const packed = spawnSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: root })
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))
  expect(packed.status).toBe(0)
  expect(run('npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball}`).status).toBe(0)
}

describe('the template of a project with a lock of its own, copied elsewhere', () => {
  beforeAll(() => {
    cpSync(join(root, 'examples/ci'), folder, { recursive: true })
    install()
  }, 60_000)

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  test('passes', () => {
    const { status, printed } = node('vitest/vitest.mjs', 'run')
    expect(printed).toMatch(/Tests {2}4 passed/)
    expect(status).toBe(0)
  })

  test('checks its design, and reports it', () => {
    const { status, printed } = run('npm', 'run', 'check')
    expect(printed).toContain('verified')
    expect(status).toBe(0)
    expect(readdirSync(join(folder, 'reports')).toSorted()).toEqual(['lockproof.sarif', 'lockproof.xml'])
    expect(readFileSync(join(folder, 'reports/lockproof.xml'), 'utf8')).toContain('failures="0"')
  })

  test('has types', () => {
    const { status, printed } = node('typescript/bin/tsc')
    expect(printed).toBe('')
    expect(status).toBe(0)
  })

  test('shows a mistake with its program, its schedule, its seed and its path, and the same again by these', () => {
    const design = join(folder, 'src/futex-mutex.ts')
    const law = join(folder, 'test/futex-mutex.property.test.ts')
    writeFileSync(
      design,
      readFileSync(design, 'utf8').replace('    yield* mutex.wake()\n', '').replace('  yield* mutex.wake()\n', ''),
    )
    const { status, printed } = node('vitest/vitest.mjs', 'run', 'property')
    expect(status).toBe(1)
    expect(printed).toContain('Counterexample: [T0: lock unlock | T1: lock unlock]')
    expect(printed).toContain('violated: deadlock, 7 steps')
    expect(printed).toContain('schedule  ')
    const [, seed, path] = /seed: (-?\d+), path: "([\d:]+)"/.exec(printed) ?? []
    const text = readFileSync(law, 'utf8')
    writeFileSync(law, text.replace(/\{ seed: .* \}/, `{ seed: ${seed}, path: '${path}', endOnFailure: true }`))
    const again = node('vitest/vitest.mjs', 'run', 'property')
    expect(again.status).toBe(1)
    expect(traceIn(again.printed)).toBe(traceIn(printed))
  })

  test('asks for versions that it was tested with', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'examples/ci/package.json'), 'utf8'))
    const ours = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    expect(devDependencies.lockproof).toBe(`^${ours.version}`)
    for (const name of ['fast-check', 'typescript', 'vitest'])
      expect(devDependencies[name].split('.')[0]).toBe(ours.devDependencies[name].split('.')[0])
  })
})

/** From the counterexample's first line to its schedule. */
function traceIn(printed: string): string | undefined {
  return /Caused by: LawBroken: violated[\s\S]*?schedule {2}.*/.exec(printed)?.[0]
}
