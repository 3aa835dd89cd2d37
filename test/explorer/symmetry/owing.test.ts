import { atomically, cell, check, choose, idle, type System, step, system, threadIds } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { runSearch } from '../../../src/explorer/search.ts'
import { prove } from '../../../src/explorer/symmetry/proof.ts'
import { type CompileOptions, compile } from '../../../src/model/compile/compile.ts'
import { finished } from '../../../src/tasks/task.ts'

/** In the middle of their only step one of two threads goes through a region where it may rest: it does not owe the step. */
const resting = (who: number): System =>
  system('resting in the middle', ({ shared, regions, mayRest, threads }) => {
    const ids = threadIds(2)
    const { x } = shared({ x: cell([0, 1]) })
    const { elsewhere } = regions('elsewhere')
    mayRest(elsewhere)
    threads(ids, function* (me) {
      yield* atomically(function* () {
        yield* x.exchange(1)
        yield* me === ids[who] ? elsewhere(() => step('here')) : step('here')
      })
    })
  })

describe('threads of which one owes a step and the other does not are not alike', () => {
  test.each<CompileOptions>([{}, { minimise: false }, { closes: false }])(
    'in the middle of a step, too: %o',
    (options) => {
      const { program } = compile(resting(0).build(), options)
      runSearch(program, { stopAtFirst: false }) // what is open is known then
      const { swaps, differences } = finished(prove(program, program.symmetry!))
      expect(swaps).toEqual([])
      expect(differences).toEqual([{ swap: 0, text: expect.stringContaining('owe what the other does not') }])
    },
  )

  test.each([0, 1])('who waits for the one that may rest is found, T%i', (who) => {
    const verdict = (reduction: 'none' | 'symmetry' | 'all') =>
      check(resting(who), { reduction, stuck: false }).violation?.kind
    expect([verdict('none'), verdict('symmetry'), verdict('all')]).toEqual(['deadlock', 'deadlock', 'deadlock'])
  })
})

/** Who comes second waits for ever: for one of two threads that is no error. */
const idling = (who: number): System =>
  system('idling behind a choice', ({ shared, threads }) => {
    const ids = threadIds(2)
    const { turn, never } = shared({ turn: cell(['free', 'taken']), never: cell([false, true]) })
    threads(ids, function* (me) {
      if ((yield* turn.exchange('taken')) === 'free') return
      yield* choose(['one way', 'the other'])
      yield* me === ids[who] ? idle(never.waitFor(true)) : never.waitFor(true)
    })
  })

describe('threads of which one may wait for ever and the other may not are not alike', () => {
  test.each<CompileOptions>([{}, { minimise: false }, { closes: false }])('behind a choice, too: %o', (options) => {
    const { program } = compile(idling(0).build(), options)
    runSearch(program, { stopAtFirst: false })
    expect(finished(prove(program, program.symmetry!)).swaps).toEqual([])
  })

  test.each([0, 1])('who waits for ever is found, but for T%i', (who) => {
    const found = (reduction: 'none' | 'symmetry' | 'all') =>
      check(idling(who), { reduction, stuck: false }).violation?.kind
    expect([found('none'), found('symmetry'), found('all')]).toEqual(['deadlock', 'deadlock', 'deadlock'])
  })
})
