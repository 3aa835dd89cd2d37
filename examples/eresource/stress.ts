import { type Family, system, threadIds } from 'lockproof'
import { anyCalls } from './any-calls.ts'

/** N threads that call whatever is no mistake, D holds deep: all that correct clients can do to one resource. */
export const stress: Family<{ N: number; D: number; writersFirst: boolean }> = system(
  'stress',
  { N: 4, D: 2, writersFirst: false },
  (tools, { N, D, writersFirst }) =>
    anyCalls(tools, threadIds(N), D, { releasePolicy: writersFirst ? 'exclusiveFirst' : 'sharedFirst' }),
)
