import fc from 'fast-check'
import { misbehavingOf, misbehavingSystem, misbehavingKinds } from '../properties/arbitraries/misbehaving-design.ts'
import { judge } from '../properties/judge.ts'
const kinds = process.argv[2] ? process.argv.slice(2) : misbehavingKinds
for (const kind of kinds) {
  for (const d of fc.sample(misbehavingOf(kind), { numRuns: 12, seed: 1 })) { const t = performance.now(); process.stdout.write(''); const j = judge(misbehavingSystem(d)); const ms = performance.now()-t; if (ms > 300) console.log('slow', ms|0, fc.stringify(d), j.judgement, String(j.error)) }
  console.error(kind)
}
