/** How random designs fare at the door: `node --import tsx bench/door.ts 300 300`, so many innocent and misbehaving ones. */
import fc from 'fast-check'
import { innocentDesign, innocentSystem } from '../properties/arbitraries/innocent-design.ts'
import { type Judged, judge } from '../properties/judge.ts'

const [innocent = 300] = process.argv.slice(2).map(Number)
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
const judged = designs.map((design) => judge(innocentSystem(design)))
console.log('innocent', counted(judged), `${Math.round(performance.now() - start)} ms`)
judged.forEach(({ judgement, verdict, error, findings }, i) => {
  if (judgement === 'right' || judgement === 'open') return
  const message = error instanceof Error ? error.stack?.slice(0,300) : ''
  const properties = verdict?.properties.filter(({ result }) => result === 'violated').map(({ name }) => name)
  console.log(judgement, fc.stringify(designs[i]), message, properties, findings.map(({ violations }) => [...violations]))
})
