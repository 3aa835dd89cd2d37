/** `npm run test:long`: the tests of test/long as they are meant. `npm test` runs a small sample of them. */
import { run, tools } from './run.mjs'

process.env.LOCKPROOF_LONG = 'yes'
const { exitCode } = await run([
  tools.vitest,
  'run',
  'test/long',
  '--no-file-parallelism',
  '--reporter=verbose',
  ...process.argv.slice(2),
])
process.exitCode = exitCode
