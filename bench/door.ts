/** How random designs fare at the door: `node --import tsx bench/door.ts 300 300`, so many innocent and misbehaving ones. */
import fc from 'fast-check'
import { innocentDesign, innocentSystem } from '../properties/arbitraries/innocent-design.ts'
import { misbehavingDesign, misbehavingSystem } from '../properties/arbitraries/misbehaving-design.ts'
import { type Judged, judge } from '../properties/judge.ts'

const [innocent = 300, misbehaving = 300] = process.argv.slice(2).map(Number)
const seed = Number(process.env.LOCKPROOF_SEED ?? 20250101)

function counted(all: readonly Judged[]): Record<string, number> {
  const counts: Record<string, number> = {}
  const count = (what: string) => {
    counts[what] = (counts[what] ?? 0) + 1
  }
  for (const { judgement, verdict, findings } of all) {
    count(judgement)
    if (verdict !== undefined) count(`(${verdict.verdict})`)
    if (findings.some(({ depth }) => depth < Number.POSITIVE_INFINITY)) count('(cut)')
    if (findings.some(({ violations }) => violations.size > 0)) count('(refuted)')
  }
  return counts
}

const start = performance.now()
const designs = fc.sample(innocentDesign, { numRuns: innocent, seed })
const judged = designs.map((design) => judge(innocentSystem(design), { isInnocent: true }))
judged.forEach(({ judgement, error }, i) => {
  if (judgement === 'refused') console.log(fc.stringify(designs[i]), String(error))
})
console.log('innocent', counted(judged), `${Math.round(performance.now() - start)} ms`)

const begun = performance.now()
const broken = fc.sample(misbehavingDesign, { numRuns: misbehaving, seed })
const rows = new Map<string, Judged[]>()
for (const design of broken) rows.set(design.kind, [...(rows.get(design.kind) ?? []), judge(misbehavingSystem(design))])
console.table(Object.fromEntries([...rows].sort().map(([kind, all]) => [kind, { of: all.length, ...counted(all) }])))
console.log('misbehaving', counted([...rows.values()].flat()), `${Math.round(performance.now() - begun)} ms`)
