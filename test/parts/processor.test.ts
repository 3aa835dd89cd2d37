import {
  atomically,
  cell,
  check,
  counter,
  forever,
  idle,
  may,
  mayEnd,
  rest,
  type System,
  step,
  system,
  threadIds,
} from 'lockproof'
import * as parts from 'lockproof/parts'
import { describe, expect, test } from 'vitest'
import * as examples from '../../examples/parts/processor.ts'
import { fullSearch } from './full-search.ts'
import { type Bug, broken } from './mutant.ts'

type Parts = typeof parts

test.each<readonly [System, number, number, readonly string[]]>([
  // in the first design 11 / 16, and 10 / 15 with a deadlock: it waited for the spin lock, and not every step asked
  [examples.raised, 11, 13, []],
  [examples.notRaised, 10, 13, ['nobody stuck @3']],
])('states and edges of $name', (it, states, edges, violated) => {
  expect(fullSearch(it)).toEqual({ states, edges, violated })
})

/** Threads of one processor keep each other out by its level alone, whatever kind of step they take inside; an interrupt does not care. */
const alone = ({ processor, onProcessor }: Parts): System =>
  system('alone', ({ shared, ghosts, threads, thread, regions, always, never }) => {
    const { cpu, inUse, interrupted } = shared({
      cpu: processor(),
      inUse: cell([0, 1, 2]),
      interrupted: cell([false, true]),
    })
    const { seen } = ghosts({ seen: counter({ upTo: 4 }) })
    const { inside, handling, over } = regions('inside', 'handling', 'over')
    threads(threadIds(2), (me) =>
      onProcessor(cpu, me, function* () {
        const before = yield* cpu.raise(me, 'DISPATCH')
        yield* inside(function* () {
          yield* step('local')
          if (yield* interrupted.test((it) => it)) yield* over()
          yield* atomically(function* () {
            yield* inUse.add(1)
          })
          yield* inUse.add(-1).recording(() => seen.add(1))
        })
        yield* cpu.lower(me, before)
      }),
    )
    const [ISR] = threadIds(['ISR'])
    thread(ISR, () =>
      onProcessor(cpu, ISR, () =>
        forever(function* () {
          yield* may(cpu.interrupts(ISR, 'DEVICE'))
          yield* interrupted.store(true)
          yield* handling()
          yield* interrupted.store(false)
          yield* cpu.ends(ISR)
        }),
      ),
    )
    always('one inside', [inside], (ids) => ids.length <= 1)
    always('one uses it', [inUse], (n) => n <= 1)
    always('nobody is below its level', [cpu, handling], ({ stack }, ids) => {
      return ids.length === 0 || stack.at(-1)?.irql === 'DEVICE'
    })
    never('a step of who is interrupted', [over], (ids) => ids.length > 0)
  })

/** An interrupt queues a DPC, which runs when nothing above it does, and once for all that came meanwhile. */
const deferred = ({ processor, onProcessor }: Parts): System =>
  system('deferred', ({ shared, thread, regions, always }) => {
    const { cpu, work } = shared({ cpu: processor(), work: cell([0, 1]) })
    const { below, handling, inDpc } = regions('below', 'handling', 'inDpc')
    const [T, ISR, DPC] = threadIds(['T', 'ISR', 'DPC'])
    thread(T, () =>
      onProcessor(cpu, T, () =>
        forever(function* () {
          yield* rest()
          const before = yield* cpu.raise(T, 'DISPATCH')
          yield* below()
          yield* cpu.lower(T, before)
        }),
      ),
    )
    thread(ISR, () =>
      onProcessor(cpu, ISR, () =>
        forever(function* () {
          yield* may(cpu.interrupts(ISR, 'DEVICE'))
          yield* handling(function* () {
            yield* work.store(1)
            yield* cpu.queueDpc(DPC)
            yield* cpu.ends(ISR)
          })
        }),
      ),
    )
    thread(DPC, () =>
      onProcessor(cpu, DPC, () =>
        forever(function* () {
          yield* idle(cpu.startsDpc(DPC))
          yield* inDpc(() => work.store(0))
          yield* cpu.ends(DPC)
        }),
      ),
    )
    always('no DPC over a raised thread', [below, inDpc], (one, other) => one.length === 0 || other.length === 0)
    always('queued once', [cpu], ({ dpcs }) => dpcs.length <= 1)
    always('no work is left', [work, cpu, handling], (n, { stack, dpcs }, ids) => {
      return n === 0 || stack.length + dpcs.length + ids.length > 0
    })
  })

const systems = { alone, deferred }

describe('a processor', () => {
  test.each(Object.entries(systems))('%s', (_, of) => {
    expect(check(of(parts)).verdict).toBe('verified')
  })

  test.each<Bug & { readonly name: string; readonly of: keyof typeof systems }>([
    {
      name: 'whoever likes runs',
      of: 'alone',
      file: 'processor.ts',
      text: 'top === undefined || top.thread === me\n}',
      instead: 'true\n}',
    },
    {
      name: 'a raised level is forgotten',
      of: 'alone',
      file: 'processor.ts',
      text: "else if (irql !== 'PASSIVE') d.stack.push({ thread: me, irql })",
      instead: '',
    },
    {
      name: 'a level stays',
      of: 'alone',
      file: 'processor.ts',
      text: "if (irql === 'PASSIVE') d.stack.pop()",
      instead: "if (irql === 'PASSIVE') return",
    },
    {
      name: 'an interrupt does not end',
      of: 'alone',
      file: 'processor.ts',
      text: 'waitUntil(d.stack.at(-1)?.thread === me)\n    d.stack.pop()',
      instead: '',
    },
    {
      name: 'an interrupt is at DISPATCH',
      of: 'alone',
      file: 'processor.ts',
      text: 'd.stack.push({ thread: me, irql })\n  },\n  ends',
      instead: "d.stack.push({ thread: me, irql: 'DISPATCH' })\n  },\n  ends",
    },
    {
      name: 'a DPC does not wait for the level',
      of: 'deferred',
      file: 'processor.ts',
      text: " && level(currentLevel(d)) < level('DISPATCH')",
      instead: '',
    },
    {
      name: 'a DPC is queued twice',
      of: 'deferred',
      file: 'processor.ts',
      text: 'if (isNew) d.dpcs.push(dpc)',
      instead: 'if (d.dpcs.length < 2) d.dpcs.push(dpc)',
    },
    {
      name: 'a DPC is not queued',
      of: 'deferred',
      file: 'processor.ts',
      text: 'if (isNew) d.dpcs.push(dpc)',
      instead: '',
    },
    {
      name: 'a step does not ask',
      of: 'alone',
      file: 'processor.ts',
      text: 'return onlyWhile(cpu, () => cpu.runs(me), body)',
      instead: 'return body()',
    },
  ])('is missed where $name', async ({ of, ...bug }) => {
    expect(check(systems[of](await broken(bug))).verdict).toBe('violated')
  })

  test.each([
    ['raised', 'IRQL_NOT_GREATER_OR_EQUAL (0x9): raised from DEVICE to DISPATCH'],
    ['lowered', 'IRQL_NOT_LESS_OR_EQUAL (0xA): lowered from DEVICE to HIGH'],
  ])('whose level is %s the wrong way fails', (how, message) => {
    const wrong = system(how, ({ shared, thread }) => {
      const { cpu } = shared({ cpu: parts.processor() })
      const [T] = threadIds(['T'])
      thread(T, function* () {
        yield* cpu.raise(T, 'DEVICE')
        if (how === 'raised') yield* cpu.raise(T, 'DISPATCH')
        else yield* cpu.lower(T, 'HIGH')
      })
    })
    expect(check(wrong).violation?.message).toBe(`T: ${message}`)
  })

  test('does not list its steps among what a verdict rests on, and says where they are', () => {
    const { grounds } = check(examples.raised)
    expect(grounds.map(({ kind }) => kind)).toEqual([])
    const { trace } = check(examples.onlyRaised).violation ?? {}
    const places = trace?.steps.map(({ moves }) => moves.at(-1)?.site?.file)
    expect(places?.filter((file) => file?.endsWith('examples/parts/processor.ts') !== true)).toEqual([])
  })

  test('says what a thread would do, and who keeps it from that', () => {
    const { stuck } = check(examples.notRaised).violation?.trace ?? {}
    expect(stuck).toMatchObject([
      {
        thread: 'T',
        waitsIn: ["spin.store('free')"],
        why: [{ thread: 'DPC', why: 'is on the processor at DISPATCH' }],
      },
      { thread: 'DPC', waitsIn: ["spin.compareAndSwap('free', 'held')"] },
    ])
  })

  test('may be inside of what something ends, and around it', () => {
    const ended = system('ended', ({ shared, thread, reachable, regions }) => {
      const { cpu, never } = shared({ cpu: parts.processor(), never: cell([false, true]) })
      const { gone } = regions('gone')
      const [A, B] = threadIds(['A', 'B'])
      thread(A, () =>
        parts.onProcessor(cpu, A, function* () {
          if ((yield* mayEnd(() => never.waitFor(true), { by: 'cancelled' })) === 'cancelled') yield* gone()
        }),
      )
      thread(B, function* () {
        const how = yield* mayEnd(() => parts.onProcessor(cpu, B, () => never.waitFor(true)), { by: 'cancelled' })
        if (how === 'cancelled') yield* gone()
      })
      reachable('both', [gone], (ids) => ids.length === 2)
    })
    const { answers } = check(ended, { keepGoing: true })
    expect(answers.find(({ name }) => name === 'both')?.result).toBe('holds')
  })
})
