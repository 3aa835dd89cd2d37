import { expect, test } from 'vitest'
import { EdgeLists } from '../../../src/explorer/graph/edge-lists.ts'

test('a list of edges grows into a reservation: labels are seen as bytes there, too', () => {
  const lists = new EdgeLists(Number.POSITIVE_INFINITY, false)
  const many = 5_000_000
  expect(lists.makeRoom(1, many, Number.POSITIVE_INFINITY)).toBe(true)
  for (let edge = 0; edge < many; edge++) lists.add(edge, edge % 128)
  lists.endNode(1)
  const { offsets, targets, by, owed } = lists.lists(2)
  expect([...offsets, ...owed]).toEqual([0, many, many, 1, -1])
  expect([targets.length, targets.at(-1), by.length, by.at(-1)]).toEqual([many, many - 1, many, (many - 1) % 128])
})

test('a list of edges that has no room is as it was', () => {
  const lists = new EdgeLists(1_000_000, true)
  expect(lists.makeRoom(1, 2, 1_000_000)).toBe(true)
  expect(lists.makeRoom(1, 300_000, 1_000_000)).toBe(false)
  expect(lists.makeRoom(300_000, 1, 1_000_000)).toBe(false)
  expect(lists.makeRoom(1, 1, 1_000_000)).toBe(true)
  lists.add(0, 2)
  lists.endNode(4)
  expect(lists.lists(1)).toMatchObject({ offsets: new Int32Array([0, 1]), owed: new Int32Array([4]) })
})
