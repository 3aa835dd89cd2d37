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
  'properties/naive-designs.property.test.ts',
  'properties/misbehaving-designs.property.test.ts',
  'properties/check-families.property.test.ts',
  'properties/memory.property.test.ts',
  'properties/symmetric-stubborn.property.test.ts',
  'properties/stubborn.property.test.ts',
  'properties/open-reductions.property.test.ts',
  'properties/symmetry.property.test.ts',
  'properties/class-steps.property.test.ts',
  'properties/liveness.property.test.ts',
  'properties/product.property.test.ts',
  '--no-file-parallelism',
  '--reporter=verbose',
  ...process.argv.slice(2),
])
process.exitCode = exitCode
