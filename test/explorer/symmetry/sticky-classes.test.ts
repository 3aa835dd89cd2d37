import {
  again,
  choose,
  counter,
  loop,
  type Steps,
  type System,
  step,
  system,
  type ThreadId,
  threadIds,
} from 'lockproof'
import { expect, test } from 'vitest'
import { search } from '../../../src/explorer/search.ts'
import { stubbornSets } from '../../../src/explorer/stubborn/sets/stubborn-sets.ts'
import { compile } from '../../../src/model/compile/compile.ts'
import { finished } from './finished.ts'

/**
 * Two threads think of themselves and of each other in turn, for ever; a third fails at its second step. What a thread starts with is numbered first:
 * by a rule that looks at each thread alone one of them is sticky where it thinks of itself, the other where it thinks of the other.
 */
const thinking = (first: 0 | 1): System =>
  system('thinking', ({ shared, regions, threads, thread }) => {
    const { inside } = regions('inside')
    const { x } = shared({ x: counter({ upTo: 1 }) })
    const ids = threadIds(2)
    threads(ids, function* (me) {
      const start = yield* choose(first === 0 ? ids : ids.toReversed())
      yield* loop(start, function* (of): Steps<ReturnType<typeof again<ThreadId>>> {
        if (of === me) yield* inside(() => step('of myself'))
        else yield* step('of the other')
        return again(of === ids[0] ? (ids[1] as ThreadId) : (ids[0] as ThreadId)) // there are two
      })
    })
    thread('C', function* () {
      const by = yield* choose([2, 3, 4]) // dearer than a step of the others
      yield* step('chosen')
      yield* x.add(by)
    })
  })

function statuses(symmetricProviso: boolean): string[] {
  return ([0, 1] as const).map((first) => {
    const { program } = compile(thinking(first).build())
    const { status, report } = finished(program, {
      *search(alike, its, symmetry) {
        const sets = yield* stubbornSets(program, { symmetry, rules: { symmetricProviso } })
        return yield* search(alike, 'refused' in sets ? its : { ...its, chooser: sets.chooser })
      },
    })
    expect(report.status).toBe('proved')
    return status
  })
}

test('steps of alike threads are sticky together: nobody is ignored for ever', () => {
  expect(statuses(true)).toEqual(['violated', 'violated'])
})

test('steps that are sticky each for itself: a failure is never reached', () => {
  expect(statuses(false)).toContain('complete')
})
