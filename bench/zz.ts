import fc from 'fast-check'
import { innocentDesign, innocentSystem } from '../properties/arbitraries/innocent-design.ts'
import { misbehavingDesign, misbehavingSystem } from '../properties/arbitraries/misbehaving-design.ts'
import { judge } from '../properties/judge.ts'
const seed = Number(process.argv[4] ?? 20250101)
for (const d of fc.sample(innocentDesign, { numRuns: Number(process.argv[2]), seed })) {
  const j = judge(innocentSystem(d), { isInnocent: true })
  if (!['right', 'open'].includes(j.judgement)) console.log(j.judgement, String(j.error).slice(0, 300), j.verdict?.violation?.message)
}
let n = 0
for (const d of fc.sample(misbehavingDesign, { numRuns: Number(process.argv[3]), seed })) {
  const j = judge(misbehavingSystem(d))
  if (!['right', 'open', 'refused'].includes(j.judgement)) { n++; console.log(j.judgement, JSON.stringify(d), j.verdict?.states, j.verdict?.edges, j.findings.map((f) => JSON.stringify([...f.violations])).join()) }
}
console.log(n)
