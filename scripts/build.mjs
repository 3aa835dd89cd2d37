/** Makes dist of src where anything in src is newer. */
import { readdirSync, statSync } from 'node:fs'
import { root, run, tools } from './run.mjs'

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

/**
 * Answers what the compiler found wrong; nothing if all is well.
 * @returns {Promise<string>}
 */
export async function buildIfStale() {
  if (isBuilt()) return ''
  const { exitCode, printed } = await run([tools.tsc, '-p', 'tsconfig.build.json'], 'pipe')
  return exitCode === 0 ? '' : printed
}

/** For vitest, whose tests run the command that users run. What the compiler finds wrong is for the types stage to report. */
export async function setup() {
  await buildIfStale()
}
