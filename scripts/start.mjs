/** The main job: checks the designs of examples/eresource against the verdicts that they expect. Builds first if dist is out of date. */
import { readdirSync, statSync } from 'node:fs'
import { root, run, tools } from './run.mjs'

const designs = 'examples/eresource'

/**
 * When anything in a folder last changed; a removed file changes its folder.
 * @param {string} folder
 */
function lastChangeMs(folder) {
  const paths = readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
  return Math.max(...['', ...paths].map((path) => statSync(new URL(`${folder}/${path}`, root)).mtimeMs))
}

function isBuilt() {
  const built = statSync(new URL(tools.lockproof, root), { throwIfNoEntry: false })?.mtimeMs ?? 0
  return built >= lastChangeMs('src')
}

async function build() {
  const { exitCode, printed } = await run([tools.tsc, '-p', 'tsconfig.build.json'], 'pipe')
  if (exitCode === 0) return
  console.error(`The build failed: expected src to compile.\n${printed}`)
  process.exit(1)
}

if (!isBuilt()) await build()

const files = readdirSync(new URL(designs, root)).filter((name) => name.endsWith('.ts'))
const paths = files.toSorted().map((name) => `${designs}/${name}`)
const { exitCode } = await run([tools.lockproof, 'check', ...paths, ...process.argv.slice(2)])
process.exitCode = exitCode
