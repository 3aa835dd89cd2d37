#!/usr/bin/env node
import module from 'node:module'
import { setFlagsFromString } from 'node:v8'
import { otherInstallation } from './terminal/installation.ts'

if ('enableCompileCache' in module && typeof module.enableCompileCache === 'function') module.enableCompileCache() // Node 22.8: starts faster

/**
 * How much code a function runs before V8 optimises it, 132 KiB by itself, and how much of what it calls is optimised with it, each time anew. Most checks
 * are over in a second, half of which went into optimising what was hardly used any more; measured, a whole command takes a quarter to a third less CPU so,
 * and searches of minutes no more than they did.
 */
const flags = [
  '--interrupt-budget=400000',
  '--max-inlined-bytecode-size=60',
  '--max-inlined-bytecode-size-cumulative=120',
]
if (process.versions.v8.startsWith('11.')) for (const flag of flags) setFlagsFromString(flag) // later versions know other ones

const words = process.argv.slice(2)
const other = otherInstallation(words)
const { run } = (other === undefined ? await import('./run.ts') : await import(other)) as typeof import('./run.ts') // the same file of another installation
await run(words)
