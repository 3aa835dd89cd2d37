/** The main job: checks the designs of examples/eresource against the verdicts that they expect. Builds first if dist is out of date. */
import { existsSync } from 'node:fs'
import { mustBuild } from './build.mjs'
import { root, run, tools } from './run.mjs'

const designs = ['examples/eresource/first-slice.ts', 'examples/eresource/catalogue.ts']

await mustBuild()

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
const isWritten = [0, 1, 3].includes(exitCode) // else nothing was checked
if (isWritten) console.log(`\nThe runs, step by step: open ${report} in a browser.`)
process.exitCode = exitCode
