#!/usr/bin/env node
import module from 'node:module'
import { otherInstallation } from './terminal/installation.ts'

if ('enableCompileCache' in module && typeof module.enableCompileCache === 'function') module.enableCompileCache() // Node 22.8: starts faster

const words = process.argv.slice(2)
const other = otherInstallation(words)
const { run } = (other === undefined ? await import('./run.ts') : await import(other)) as typeof import('./run.ts') // the same file of another installation
await run(words)
