import { check, ensure, object, proc, type System, system, type ThreadId, threadIds } from 'lockproof'
import { mutex } from 'lockproof/parts'
import { expect, test } from 'vitest'
import { verdictText } from '../../src/report/text/verdict-text.ts'
import { verdictMismatches } from '../cli/schema.ts'
import { page } from '../report/fake.ts'

const [me] = threadIds(['me'])

const guarded = (): System =>
  system('guarded', ({ shared, thread }) => {
    const { flag } = shared({ flag: object({ up: false })({ lower: (d) => ensure(d.up, 'it is not up') }) })
    const lower = proc(function* lower() {
      yield* flag.lower()
    })
    const leave = proc(function* leave() {
      yield* lower()
    })
    thread(me, () => leave())
  })

test('a step that fails inside of procs says from where each was called, the innermost first', () => {
  const verdict = check(guarded())
  const [step] = verdict.violation?.trace?.steps ?? []
  const line = step?.moves[0]?.site?.line ?? 0
  const callers = step?.callers?.map(({ proc, site }) => [proc, site.line - line])
  expect(callers).toEqual([
    ['lower', 3],
    ['leave', 5],
  ])
  expect(verdictText(verdict, page(100))).toMatch(
    /flag\.lower\(\) +fails: it is not up +\S+:\d+\n +in lower\(\), from +\S+:\d+\n +in leave\(\), from +\S+:\d+\n/,
  )
  expect(verdictMismatches(verdict)).toEqual([])
})

test('procs of a part are at no place of their own', () => {
  const unlocks = system('unlocks', ({ shared, thread }) => {
    const { m } = shared({ m: mutex({ queue: 'handoff' }) })
    const twice = (whom: ThreadId) => m.lock(whom)
    thread(me, function* () {
      yield* twice(me)
      yield* twice(me)
    })
  })
  const { violation } = check(unlocks)
  expect(violation).toMatchObject({ kind: 'failure' })
  expect(violation?.trace?.steps.at(-1)?.callers).toBeUndefined()
})
