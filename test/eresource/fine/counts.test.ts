import { check } from 'lockproof'
import { type FineOptions, fineEresourceLock } from 'lockproof/eresource/fine'
import { expect, test } from 'vitest'
import { anyClient } from './any-client.ts'

const allocated: Partial<FineOptions> = { hasWaiterObjects: true, firstTable: 4 }
const growing: Partial<FineOptions> = { keepsMemory: true, firstTable: 1, largerBy: 1 }

/** States and edges of the full search: a step that comes or goes is seen. */
test.each([
  ['X S rel', 2, allocated, [154, 302]],
  ['X S rel', 3, allocated, [2113, 5766]],
  ['X S rel', 2, {}, [385, 820]],
  ['X S rel', 2, { keepsSpinLock: true }, [1221, 2020]],
  ['X S rel', 2, growing, [617, 1266]],
  ['X S V W rel cv', 2, {}, [705, 1934]],
  ['X S rel own ownX relP', 2, {}, [605, 1456]],
  ['X S rel nX nS', 2, {}, [385, 1416]],
  ['X X? S S? V V? W W? rel cv isX isS', 2, {}, [1009, 4926]],
] as const)('%s, %i threads, %j', (calls, threads, resource, counts) => {
  const lock = fineEresourceLock({ calls: calls.split(' ') as never[], resource, isWatched: true })
  const { verdict, states, edges } = check(anyClient(lock, { threads }), { reduction: 'none' })
  expect([verdict, states, edges]).toEqual(['verified', ...counts])
})
