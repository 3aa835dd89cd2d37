import { examine, type Members } from '../../options/examined.ts'
import { integer } from '../../options/kinds.ts'

/** There are at most 30 threads in a system; programs are drawn whole. */
const most = { threads: 30, calls: 1000, depth: 1000 }

const sizes = {
  threads: integer(1, most.threads),
  calls: integer(1, most.calls),
  depth: integer(1, most.depth),
}

/** `more` are options of whoever hands these on. @throws UsageError U006 for a size that makes no sense. */
export function examineSize(given: unknown, whose: string, more: Members = {}): void {
  examine(whose, given, { ...sizes, ...more })
}
