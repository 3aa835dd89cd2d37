import { configureGlobal, VerbosityLevel } from 'fast-check'

/** Runs differ only when they are asked to: `LOCKPROOF_SEED=7 npm test`, or `LOCKPROOF_SEED=random`. */
const wanted = process.env.LOCKPROOF_SEED ?? '20250101'
const seed = wanted === 'random' ? Date.now() % 2 ** 31 : Number(wanted)

if (!Number.isInteger(seed)) throw new Error(`LOCKPROOF_SEED is "${wanted}": expected an integer or "random".`)

configureGlobal({ seed, verbose: VerbosityLevel.Verbose })
