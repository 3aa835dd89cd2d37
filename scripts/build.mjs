/** Makes dist of src where anything in src is newer. */
import { readdirSync, statSync } from 'node:fs'
import { root, run, tools } from './run.mjs'

/** What `npm run build` does: the JavaScript, then its declarations. */
export const buildCommands = [
  [tools.rolldown, '-c'],
  [tools.tsc, '-p', 'tsconfig.build.json'],
]

/** Written last: where it is there, all is. */
const lastBuilt = 'dist/index.d.ts'

/**
 * When anything in a folder last changed; a removed file changes its folder.
 * @param {string} folder
 */
function lastChangeMs(folder) {
  const paths = readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
  return Math.max(...['', ...paths].map((path) => statSync(new URL(`${folder}/${path}`, root)).mtimeMs))
}

function isBuilt() {
  const built = statSync(new URL(lastBuilt, root), { throwIfNoEntry: false })?.mtimeMs ?? 0
  return built >= lastChangeMs('src')
}

/**
 * Answers what was found wrong; nothing if all is well.
 * @returns {Promise<string>}
 */
async function buildIfStale() {
  if (isBuilt()) return ''
  for (const command of buildCommands) {
    const { exitCode, printed } = await run(command, 'pipe')
    if (exitCode !== 0) return printed
  }
  return ''
}

/** Ends the process where what is in src does not compile. */
export async function mustBuild() {
  const printed = await buildIfStale()
  if (printed === '') return
  console.error(`The build failed: expected src to compile.\n${printed}`)
  process.exit(1)
}

/** For vitest, whose tests run the command that users run. What is found wrong is for the types stage to report. */
export async function setup() {
  await buildIfStale()
}
