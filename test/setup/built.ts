import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Tests of the command run what users run, dist, which is made once before all tests. Type errors are for `npm run types` to report. */
export function setup(): void {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { cwd: root })
}
