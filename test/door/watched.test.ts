import { cell, check, object, type System, system } from 'lockproof'
import { beforeEach, describe, expect, test } from 'vitest'
import { type Who, watch } from '../../src/model/run/watched.ts'

const running = new Int32Array(1)
const numbered: Who[] = []
const seen = new Set<string>()

/** Called by what runs: who it is, by the number that stands there. */
function noteWhoRuns(): true {
  const who = numbered[(running[0] as number) - 1]
  seen.add(who === undefined ? 'nobody' : `${who.role} ${who.name}${who.site === undefined ? '' : ' at a place'}`)
  return true
}

const design = (): System =>
  system('all of them', ({ shared, ghosts, thread, always }) => {
    noteWhoRuns()
    const { lock } = shared({ lock: object({ n: 0 })({ take: (d) => void (noteWhoRuns() && d.n) }) })
    const { x } = shared({ x: cell([0, 1]) })
    const { seen } = ghosts({ seen: cell([0, 1]) })
    thread('T', function* () {
      noteWhoRuns()
      yield* lock.take()
      noteWhoRuns()
      yield* x.store(1).recording(() => noteWhoRuns() && seen.update((was) => (noteWhoRuns() ? was : 0)))
    })
    always('p', [x], () => noteWhoRuns())
  })

describe('who runs, as another thread may read it', () => {
  beforeEach(() => {
    numbered.length = 0
    seen.clear()
    watch({ running, numbered: (who) => numbered.push(who) })
  })

  test('is whoever does, by role and name, and with the place', () => {
    expect(check(design()).verdict).toBe('verified')
    expect([...seen].toSorted()).toEqual([
      'body T at a place',
      'description all of them at a place',
      "function 'p' at a place",
      'function seen.update(…) at a place',
      'function x.store(1) at a place',
      'recipe lock.take() at a place',
    ])
    expect(running[0]).toBe(0)
  })

  test('has one number, however often it runs', () => {
    check(design())
    const names = numbered.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })

  test('is nobody after what went wrong', () => {
    const failing = system('failing', () => {
      throw new Error('no such lock')
    })
    expect(() => check(failing)).toThrow('no such lock')
    expect(running[0]).toBe(0)
  })
})
