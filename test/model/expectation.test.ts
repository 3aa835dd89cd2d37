import { describe, expect, test } from 'vitest'
import { cell } from '../../src/model/language/cell.ts'
import type { ExpectedVerdict } from '../../src/model/language/expectation.ts'
import { system } from '../../src/model/language/system.ts'
import { expectationOver } from '../../src/model/protocol/design.ts'
import { memoryNames } from '../../src/model/protocol/orders.ts'

/** A system that expects this, whatever its type. */
function expecting(expected: unknown) {
  const made = system('s', ({ shared, thread, expectVerdict }) => {
    const { x } = shared({ x: cell([0, 1]) })
    thread('T', function* () {
      yield* x.store(1)
    })
    expectVerdict(expected as ExpectedVerdict)
  })
  return made.build().expectation
}

describe('expectVerdict', () => {
  test.each([
    ['constructor', "s expects the verdict 'constructor'"],
    ['Verified', "s expects the verdict 'Verified': .* Did you mean verified\\?"],
    ['violated', "s expects the verdict 'violated'"],
    [null, 's expects the verdict null'],
    [undefined, 's expects the verdict undefined'],
    [{}, 's expects the verdict {}'],
    [{ violates: 7 }, 's expects the verdict { violates: 7 }'],
    [{ violates: 'p', fails: 'q' }, 's expects the verdict .* one of'],
    [{ fails: undefined }, 's expects the verdict { fails: undefined }'],
    [{ deadlock: false }, 's expects the verdict { deadlock: false }'],
    [{ deadlock: true, steps: 1.5 }, 's expects the verdict { deadlock: true, steps: 1.5 }'],
    [{ deadlock: true, steps: -1 }, 'steps: -1'],
    [{ memory: 'arm', deadlock: true }, "memory: 'arm'"],
    [{ memory: [], deadlock: true }, 'memory: \\[\\]'],
    [{ memory: 'tso' }, "{ memory: 'tso' }"],
    [{ verified: false }, 'verified: false'],
    [{ verified: true, steps: 3 }, 'steps: 3'],
    [{ deadlock: true, step: 1 }, 'step: 1 }: .* Did you mean steps\\?'],
  ])('refuses %j', (expected, message) => {
    expect(() => expecting(expected)).toThrow(new RegExp(message))
  })

  test('takes what there is to expect', () => {
    expect(expecting('verified')).toEqual({ verdict: 'verified' })
    expect(expecting('deadlock')).toEqual({ verdict: 'deadlock' })
    expect(expecting({ violates: 'p' })).toEqual({ verdict: 'violated', property: 'p', steps: undefined })
    expect(expecting({ fails: '', steps: 0 })).toEqual({ verdict: 'failed', message: '', steps: 0 })
    expect(expecting({ deadlock: true, steps: 3 })).toEqual({ verdict: 'deadlock', steps: 3 })
    expect(expecting({ deadlock: true, steps: undefined })).toEqual({ verdict: 'deadlock', steps: undefined })
  })

  test('says something of each memory, and else of all', () => {
    const over = system('s', ({ shared, thread, expectVerdict }) => {
      const { x } = shared({ x: cell([0, 1]) })
      thread('T', () => x.store(1))
      expectVerdict({ memory: ['tso', 'pso'], violates: 'p', steps: 3 })
      expectVerdict('deadlock')
      expectVerdict({ memory: 'pso', verified: true })
    }).build()
    expect(memoryNames.map((memory) => expectationOver(over, memory))).toEqual([
      { verdict: 'deadlock', steps: undefined },
      { verdict: 'violated', property: 'p', steps: 3 },
      { verdict: 'verified' },
      { verdict: 'deadlock', steps: undefined },
    ])
  })
})
