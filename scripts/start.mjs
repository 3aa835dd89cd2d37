/** The main job: checks the designs of examples/eresource against the verdicts that they expect. Builds first if dist is out of date. */
import { existsSync } from 'node:fs'
import { buildIfStale } from './build.mjs'
import { root, run, tools } from './run.mjs'

const designs = ['examples/eresource/first-slice.ts', 'examples/eresource/catalogue.ts']

const printed = await buildIfStale()
if (printed !== '') {
  console.error(`The build failed: expected src to compile.\n${printed}`)
  process.exit(1)
}

console.log('ERESOURCE, the reader-writer lock of the Windows kernel, and what drivers do to it:')
const paths = designs.filter((path) => existsSync(new URL(path, root)))
const report = 'reports/latest/eresource.html'
const { exitCode } = await run([
  tools.lockproof,
  'check',
  ...paths,
  '--report',
  `html=${report}`,
  ...process.argv.slice(2),
])
console.log(`\nThe runs, step by step: open ${report} in a browser.`)
process.exitCode = exitCode
