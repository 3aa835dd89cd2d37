/** `node --import tsx bench/stress.ts`: ERESOURCE with 3 to 5 threads that call whatever is no mistake, in full and reduced. */
import { check, type ReductionKind } from 'lockproof'
import { stress } from '../examples/eresource/stress.ts'

const kinds: readonly ReductionKind[] = ['none', 'all']

console.log('| threads | search | states | edges | compile s | search s |\n|--:|---|--:|--:|--:|--:|')
for (const N of [3, 4, 5]) {
  for (const reduction of kinds) {
    const { verdict, states, edges, compileMs = 0, searchMs = 0 } = check(stress({ N }), { reduction })
    if (verdict !== 'verified') throw new Error(`stress, N=${N} is ${verdict}: expected verified.`)
    const counts = [states, edges].map((count) => count.toLocaleString('en'))
    const seconds = [compileMs, searchMs].map((ms) => (ms / 1000).toFixed(2))
    console.log(`| ${[N, reduction === 'none' ? 'full' : 'reduced', ...counts, ...seconds].join(' | ')} |`)
  }
}
