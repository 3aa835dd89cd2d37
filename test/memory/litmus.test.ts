import { expect, test } from 'vitest'
import { difference, outcomesOn } from '../../properties/memory-laws.ts'
import { executions, type Model, outcomesOf } from '../../properties/naive-memory.ts'
import { buffers } from '../../src/model/memory/buffers.ts'
import { views } from '../../src/model/memory/views/views.ts'
import { litmus } from './litmus.ts'
import { programOf } from './notation.ts'

const models: readonly Model[] = ['sc', 'tso', 'pso', 'cpp20']

function isSeen(outcomes: ReadonlySet<string>, wanted: string): boolean {
  const [reads = '', last = ''] = wanted.split('/').map((part) => part.trim())
  const pattern = new RegExp(`^${reads.replaceAll('-', '\\d+')} / ${last.replaceAll('-', '\\d+')}$`)
  return [...outcomes].some((outcome) => pattern.test(outcome))
}

test('there are 48 litmus tests, each of its own name', () => {
  expect(new Set(litmus.map(([name]) => name)).size).toBe(48)
})

test.each(litmus)('%s: %s sees %s: %s', (_, text, outcome, allowed) => {
  const { cells, threads } = programOf(text)
  const all = [...executions(cells, threads)]
  const size = { cells: new Array<number>(cells).fill(0), plains: [], threads: threads.length }
  const machines = {
    tso: outcomesOn(buffers(size, { kind: 'tso', room: 8 }), cells, threads),
    pso: outcomesOn(buffers(size, { kind: 'pso', room: 8 }), cells, threads),
    cpp20: outcomesOn(views(size), cells, threads),
  }
  const letter = (outcomes: ReadonlySet<string>): string => (isSeen(outcomes, outcome) ? 'A' : 'F')
  expect(models.map((model) => letter(outcomesOf(model, cells, threads, all))).join('')).toBe(allowed)
  expect(Object.values(machines).map(letter).join('')).toBe(allowed.slice(1))
  for (const model of ['tso', 'pso'] as const)
    expect(difference((of) => buffers(of, { kind: model, room: 8 }), model, cells, threads, all)).toBeUndefined()
  expect(difference(views, 'cpp20', cells, threads, all)).toBeUndefined()
})
