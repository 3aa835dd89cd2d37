/** Makes `npx lockproof` work in the repository itself: npm links the commands of dependencies only. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { root } from './run.mjs'

const folder = new URL('node_modules/.bin/', root)

mkdirSync(folder, { recursive: true })
writeFileSync(new URL('lockproof', folder), "#!/usr/bin/env node\nimport('../../dist/cli/main.js')\n", { mode: 0o755 })
writeFileSync(new URL('lockproof.cmd', folder), '@node "%~dp0lockproof" %*\r\n')
