import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { rolldown } from 'rolldown'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** Bundlers write to folders of this name, beside what is the user's. */
const folder = join(mkdtempSync(join(tmpdir(), 'lockproof-bundled-')), 'dist')
const warnings: string[] = []
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

const design = `import { cell, check, system } from './lockproof.js'

const naive = system('naive flag', ({ shared, regions, threads, always }) => {
  const { flag } = shared({ flag: cell(['free', 'taken']) })
  const { critical } = regions('critical')
  threads(['P0', 'P1'], function* () {
    yield* flag.waitFor('free')
    yield* flag.store('taken')
    yield* critical()
    yield* flag.store('free')
  })
  always('mutual exclusion', [critical], (inside) => inside.length <= 1)
})

export function found() {
  const { verdict, states, violation } = check(naive)
  return { verdict, states, places: violation.trace.steps.map(({ moves }) => moves[0].site) }
}
`

/** As in Node, from its sources. */
const expected = {
  verdict: 'violated',
  states: 15,
  places: [
    [7, 17],
    [7, 17],
    [8, 17],
    [8, 17],
  ].map(([line, column]) => ({ file: expect.stringMatching(/design\.js$/), line, column })),
}

beforeAll(async () => {
  const input = fileURLToPath(new URL('../../src/index.ts', import.meta.url))
  const onLog = (_level: string, { message }: { readonly message: string }): void => {
    warnings.push(message)
  }
  const bundle = await rolldown({ input, platform: 'browser', onLog })
  mkdirSync(folder, { recursive: true })
  await bundle.write({ file: join(folder, 'lockproof.js') })
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  writeFileSync(join(folder, 'design.js'), design)
}, 60_000)

afterAll(() => {
  rmSync(join(folder, '..'), { recursive: true })
})

describe('the core in one file of somebody else', () => {
  test('is bundled for a page without a warning, and asks for nothing of Node', () => {
    expect(warnings).toEqual([])
    expect(readFileSync(join(folder, 'lockproof.js'), 'utf8')).not.toMatch(/\bfrom ['"]|\bimport\(['"]|\brequire\(/)
  })

  test('knows in Node which places are the user’s', () => {
    const script = `import { found } from ${JSON.stringify(join(folder, 'design.js'))}; console.log(JSON.stringify(found()))`
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual(expected)
  })

  test.skipIf(!existsSync(executablePath))(
    'checks in a worker of a page (needs Chromium)',
    async () => {
      const server = createServer((request, response) => {
        const file = join(folder, new URL(request.url ?? '/', 'http://localhost').pathname)
        const type = file.endsWith('.js') ? 'text/javascript' : 'text/html'
        response.setHeader('content-type', type).end(existsSync(file) && type !== 'text/html' ? readFileSync(file) : '')
      }).listen(0, '127.0.0.1')
      const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
      try {
        const page = await browser.newPage()
        await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`) // it listens
        const inWorker = `new Promise((resolve, reject) => {
        const text = "import { found } from '" + location.href + "design.js'; postMessage(found())"
        const worker = new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })), { type: 'module' })
        worker.onmessage = ({ data }) => resolve(data)
        worker.onerror = (event) => reject(new Error(event.message))
      })`
        expect(await page.evaluate(inWorker)).toEqual(expected)
      } finally {
        await browser.close()
        server.close()
      }
    },
    60_000,
  )
})
