/** `npm run test:long`: tests that take minutes, as they are meant. `npm test` runs a sample of each. */
import { run, tools } from './run.mjs'

process.env.LOCKPROOF_LONG = 'yes'
const { exitCode } = await run([
  tools.vitest,
  'run',
  'test/long',
  'test/fuzz',
  'test/check/any-order.test.ts',
  'test/counts/published-orbits.test.ts',
  'test/examples/reductions.test.ts',
  'test/memory',
  'test/orders',
  'test/refine/table.test.ts',
  'test/eresource/fine/refines.test.ts',
  'properties',
  '--no-file-parallelism',
  '--reporter=verbose',
  ...process.argv.slice(2),
])
process.exitCode = exitCode
