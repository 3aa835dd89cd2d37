/**
 * How fast laws are: the time in which the originals pass so many random programs, and for every broken lock the time until a law has found and
 * shrunk a program that shows it. `node --import tsx bench/fuzz.ts 10000`.
 */
import fc from 'fast-check'
import {
  type ClientProgram,
  clientPrograms,
  eresourceClients,
  everyProgramConforms,
  everyProgramHolds,
  programText,
} from 'lockproof/fast-check'
import { mutants } from '#eresource'
import { brokenLocks, misuseMutants, originals } from '../test/fast-check/broken-locks.ts'

const numRuns = Number(process.argv[2] ?? 10_000)
const seed = 1

function timed<T>(run: () => T): { readonly value: T; readonly seconds: number } {
  const startMs = performance.now()
  const value = run()
  return { value, seconds: (performance.now() - startMs) / 1000 }
}

function printKill(name: string, bug: string, law: fc.IPropertyWithHooks<[ClientProgram<string>]>): void {
  const { value, seconds } = timed(() => fc.check(law, { numRuns: 2_000, seed }))
  const found = value.failed
    ? `${value.numRuns} programs, shrunk to ${fc.stringify(value.counterexample?.[0])}`
    : 'NOT FOUND'
  console.log(`${name.padEnd(17)}${bug.padEnd(28)}${seconds.toFixed(2).padStart(6)} s  ${found}`)
}

for (const lock of originals) {
  const distinct = new Set(fc.sample(clientPrograms(lock), { numRuns, seed }).map(programText)).size
  const { value, seconds } = timed(() => fc.check(everyProgramHolds(lock), { numRuns, seed }))
  console.log(
    `${lock.name.padEnd(17)}${value.failed ? 'FAILS' : 'holds'}: ${numRuns} programs, ${distinct} of them distinct, in ${seconds.toFixed(1)} s`,
  )
}
for (const { name, bug, lock } of brokenLocks) printKill(name, bug, everyProgramHolds(lock))
for (const bug of Object.keys(misuseMutants) as (keyof typeof misuseMutants)[]) {
  const mutant = eresourceClients({ resource: { rules: mutants[bug] } })
  printKill('ERESOURCE', bug, everyProgramConforms(mutant, eresourceClients(), { wellBehaved: false }))
}
