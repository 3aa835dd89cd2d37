import { describe, expect, test } from 'vitest'
import { leavesOf } from '../../../src/report/html/leaves.ts'
import { change, step, trace } from '../fake.ts'

const T0 = { '#thread': 'T0' }
const lock = (owners: readonly (readonly [typeof T0, number])[], waiters: readonly (typeof T0)[] = []) => ({
  owners: owners.length === 0 ? {} : { '#map': owners },
  waiters,
  name: 'T0',
})

describe('values part by part', () => {
  const free = lock([])
  const held = lock([[T0, 1]])
  const awaited = lock([[T0, 1]], [T0])
  const run = trace(
    [
      step('T0', 'take', { changes: [change('R', free, held)] }),
      step('T0', 'wait', { changes: [change('R', held, awaited)] }),
      step('T0', 'leave', { changes: [change('R', awaited, free)] }),
    ],
    { initial: [{ object: 'R', value: free, isGhost: false }] },
  )
  const { leaves, changes } = leavesOf(run)
  const paths = leaves.map(({ path }) => path)

  test('parts of one member stand beside each other, those that come later as well', () => {
    expect(paths).toEqual(['R.owners', 'R.owners.T0', 'R.waiters', 'R.name'])
  })

  test('a thread has no quotes, and a text has', () => {
    expect(leaves.map(({ first }) => first)).toEqual(['{}', undefined, '[]', "'T0'"])
    expect(changes[1]).toEqual([{ leaf: paths.indexOf('R.waiters'), before: '[]', after: '[T0]' }])
  })

  test('an empty record that is filled or emptied says nothing of its own', () => {
    const [owners, owner] = ['R.owners', 'R.owners.T0'].map((path) => paths.indexOf(path))
    expect(changes[0]).toEqual([
      { leaf: owners, before: '{}', isHull: true },
      { leaf: owner, after: '1' },
    ])
    expect(changes[2]).toContainEqual({ leaf: owners, after: '{}', isHull: true })
    expect(changes[2]).toContainEqual({ leaf: owner, before: '1' })
  })

  test('lists of records are taken apart, other lists are not', () => {
    const of = leavesOf(trace([], { initial: [{ object: 'q', value: [{ a: 1 }, { a: [1, 2] }], isGhost: true }] }))
    expect(of.leaves).toEqual([
      { path: 'q[0].a', first: '1', isGhost: true, isField: false },
      { path: 'q[1].a', first: '[1, 2]', isGhost: true, isField: false },
    ])
  })

  test('where there are words they stand first, and the parts are fields', () => {
    const initial = [{ object: 'R', value: { mode: 0 }, words: 'free', isGhost: false }]
    const taken = { ...change('R', { mode: 0 }, { mode: 1 }), words: 'owned' }
    const of = leavesOf(trace([step('T0', 'take', { changes: [taken] })], { initial }))
    expect(of.leaves).toEqual([
      { path: 'R', first: 'free', isGhost: false, isField: false, inWords: true },
      { path: 'R.mode', first: '0', isGhost: false, isField: true },
    ])
    expect(of.changes).toEqual([
      [
        { leaf: 0, before: 'free', after: 'owned' },
        { leaf: 1, before: '0', after: '1' },
      ],
    ])
  })
})
