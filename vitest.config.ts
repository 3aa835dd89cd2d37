import { fileURLToPath } from 'node:url'
import type { ViteUserConfig } from 'vitest/config'

const source = (path: string): string => fileURLToPath(new URL(`src/${path}`, import.meta.url))

const config: ViteUserConfig = {
  resolve: {
    alias: [
      { find: /^#eresource$/, replacement: source('model/eresource/inside/index.ts') },
      { find: /^#locks$/, replacement: source('model/locks/catalogue/index.ts') },
      { find: /^lockproof$/, replacement: source('index.ts') },
      { find: /^lockproof\/eresource$/, replacement: source('model/eresource/index.ts') },
      { find: /^lockproof\/eresource\/fine$/, replacement: source('model/eresource/fine/index.ts') },
      { find: /^lockproof\/parts$/, replacement: source('parts/index.ts') },
      { find: /^lockproof\/refine$/, replacement: source('refine/index.ts') },
      { find: /^lockproof\/specifications$/, replacement: source('model/locks/specifications/index.ts') },
      { find: /^lockproof\/vitest$/, replacement: source('vitest/index.ts') },
      { find: /^lockproof\/fast-check$/, replacement: source('fast-check/index.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts', 'properties/**/*.test.ts'],
    globalSetup: ['scripts/build.mjs'],
    setupFiles: ['test/setup/address-space.ts', 'test/setup/no-stray-output.ts', 'test/setup/fixed-seed.ts'],
    pool: 'forks',
    isolate: false, // the tests of one process share its modules: a third of the time goes into reading them anew
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    allowOnly: false,
    restoreMocks: true,
  },
}

export default config
