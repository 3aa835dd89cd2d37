/** Running the project's own tools from the root of the repository, the same on every platform. */
import { spawn } from 'node:child_process'

export const root = new URL('../', import.meta.url)

export const tools = {
  biome: 'node_modules/@biomejs/biome/bin/biome',
  lockproof: 'dist/cli/main.js',
  rolldown: 'node_modules/rolldown/bin/cli.mjs',
  tsc: 'node_modules/typescript/bin/tsc',
  vitest: 'node_modules/vitest/vitest.mjs',
}

/**
 * Runs Node on a script. Ctrl-C reaches the script as well as us, and how it ends is its own decision.
 * @param {readonly string[]} args
 * @param {'inherit' | 'pipe'} output 'pipe' keeps what is printed instead of showing it
 * @returns {Promise<{ exitCode: number, printed: string }>}
 */
export function run(args, output = 'inherit') {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['inherit', output, output] })
    const keepWaiting = () => {}
    process.on('SIGINT', keepWaiting)
    let printed = ''
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => {
        printed += text
      })
    child.on('error', reject)
    child.on('close', (exitCode) => {
      process.off('SIGINT', keepWaiting)
      resolve({ exitCode: exitCode ?? 1, printed }) // no exit code: ended by a signal
    })
  })
}
