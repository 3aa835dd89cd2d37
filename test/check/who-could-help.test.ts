import {
  atomically,
  cell,
  check,
  choose,
  counter,
  fold,
  range,
  type Steps,
  type System,
  step,
  system,
  type Tools,
} from 'lockproof'
import { describe, expect, test } from 'vitest'
import type { StuckThread } from '../../src/verdict/trace.ts'

/** A thread that waits for `go`, one that may forget to say `stop`, and what else there is. */
function waiter(
  others: (tools: Tools, go: ReturnType<typeof goCell>, stop: ReturnType<typeof goCell>) => void,
): System {
  return system('waiter', (tools) => {
    const { go, stop } = tools.shared({ go: goCell(), stop: goCell() })
    tools.thread('W', () => go.waitFor('now'))
    tools.thread('S', () => forgetful(stop))
    others(tools, go, stop)
  })
}

function* forgetful(stop: ReturnType<typeof goCell>): Steps {
  if (yield* choose([false, true])) yield* stop.store('now')
  else yield* step('forgets')
}

const goCell = () => cell(['not yet', 'now'])

function stuckIn(design: System, thread = 'W'): Pick<StuckThread, 'waitsFor' | 'why'> {
  const { stuck = [] } = check(design).violation?.trace ?? {}
  const { waitsFor, why } = stuck.find((one) => one.thread === thread) ?? { waitsFor: ['nobody: it is not stuck'] }
  return { waitsFor, ...(why && { why }) }
}

const byStore = "could let it go on by go.store('now')"

describe('for whom a thread waits at an object that does not say so', () => {
  test('for the one who has what it waits for ahead, and waits itself', () => {
    const blocked = waiter(({ thread }, go, stop) => {
      thread('A', function* () {
        yield* stop.waitFor('now')
        yield* go.store('now')
      })
    })
    expect(stuckIn(blocked)).toEqual({ waitsFor: ['A'], why: [{ on: 'go', thread: 'A', why: byStore }] })
    const nobody = [{ on: 'stop', why: 'nobody is left who could let it go on' }]
    expect(stuckIn(blocked, 'A')).toEqual({ waitsFor: [], why: nobody })
  })

  test('for any of several, of whom none is the one', () => {
    const either = waiter(({ threads }, go, stop) => {
      threads(['A', 'B'], function* () {
        yield* stop.waitFor('now')
        yield* choose([1, 2])
        yield* go.store('now')
      })
    })
    expect(stuckIn(either)).toEqual({
      waitsFor: [],
      why: ['A', 'B'].map((thread) => ({ on: 'go', thread, why: byStore })),
    })
  })

  test('for nobody, where it has been done and undone before', () => {
    const lost = waiter(({ thread }, go) => {
      thread('A', function* () {
        yield* go.store('now')
        yield* go.store('not yet')
      })
    })
    expect(stuckIn(lost)).toEqual({ waitsFor: [], why: [{ on: 'go', why: 'nobody is left who could let it go on' }] })
  })

  test('for whoever comes last, where one operation is not enough', () => {
    const counting = system('counting', ({ shared, thread }) => {
      const { n, stop } = shared({ n: counter({ upTo: 3 }), stop: goCell() })
      thread('W', () => n.waitFor(2))
      thread('S', () => forgetful(stop))
      thread('A', function* () {
        yield* stop.waitFor('now')
        yield* n.add(1)
      })
      thread('B', function* () {
        yield* stop.waitFor('now')
        yield* n.update((it) => (it === 1 ? 2 : it))
      })
    })
    expect(stuckIn(counting).why?.map(({ thread }) => thread)).toEqual(['A', 'B'])
  })

  test('is not said of what it waits for in the middle of a step', () => {
    const joined = system('joined', ({ shared, thread }) => {
      const { go, stop } = shared({ go: goCell(), stop: goCell() })
      thread('W', () =>
        atomically(function* () {
          yield* go.waitFor('not yet')
          yield* stop.waitFor('now')
        }),
      )
      thread('A', function* () {
        yield* forgetful(stop)
        yield* go.waitFor('now')
        yield* go.store('not yet')
      })
    })
    expect(stuckIn(joined)).toEqual({ waitsFor: [] })
  })

  test('is not said where that would take long to find out', () => {
    const long = waiter(({ thread }, go, stop) => {
      thread('A', function* (): Steps {
        yield* stop.waitFor('now')
        yield* fold(range(3000), 0, function* (sum: number, i) {
          yield* step('counts')
          return sum + i
        })
        yield* go.store('now')
      })
    })
    expect(stuckIn(long)).toEqual({ waitsFor: [] })
  })
})
