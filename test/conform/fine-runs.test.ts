import fc from 'fast-check'
import { fineEresourceLock } from 'lockproof/eresource/fine'
import { clientPrograms } from 'lockproof/fast-check'
import { expect, test } from 'vitest'
import { at } from '../../src/errors/at.ts'
import { CallMachine } from '../../src/fast-check/histories/call-machine.ts'
import { callSystem, callsMade } from '../../src/fast-check/histories/call-system.ts'
import type { ClientProgram } from '../../src/model/locks/client-program.ts'
import { call, verdictOf, wakes } from './sequence.ts'

type Json = Readonly<Record<string, unknown>>

const routines = {
  X: ['ExAcquireResourceExclusiveLite', { wait: true }],
  'X?': ['ExTryToAcquireResourceExclusiveLite', {}],
  S: ['ExAcquireResourceSharedLite', { wait: true }],
  'S?': ['ExAcquireResourceSharedLite', { wait: false }],
  V: ['ExAcquireSharedStarveExclusive', { wait: true }],
  W: ['ExAcquireSharedWaitForExclusive', { wait: true }],
  rel: ['ExReleaseResourceLite', {}],
  cv: ['ExConvertExclusiveToSharedLite', {}],
  isS: ['ExIsResourceAcquiredSharedLite', {}],
  nX: ['ExGetExclusiveWaiterCount', {}],
  nS: ['ExGetSharedWaiterCount', {}],
} as const
type Call = keyof typeof routines

const fine = fineEresourceLock({ calls: Object.keys(routines) as Call[], resource: { hasWaiterObjects: true } })
const nameOf = (thread: number) => at('ABC', thread, 'threads')

/** What somebody records who sees calls begin and return, and nothing of what is in between. */
function recorded(program: ClientProgram<Call>, choices: readonly number[]): Json[] {
  const machine = new CallMachine(callSystem(fine, program))
  const found: Json[] = []
  const open = new Set<number>()
  let state = machine.start()
  for (const choice of choices) {
    const steps = machine.steps(state)
    if (steps.length === 0) break
    const { thread, state: after } = at(steps, choice % steps.length, 'steps')
    const before = machine.answers(thread, at(state.locals, thread, 'threads'))
    const answers = machine.answers(thread, at(after.locals, thread, 'threads'))
    const isThrough = answers.length > before.length
    const end = isThrough ? answered(at(answers, before.length, 'answers')) : undefined
    if (!open.has(thread)) found.push(begun(thread, program, before, end))
    else if (end !== undefined) found.push(returned(thread, end))
    if (isThrough) open.delete(thread)
    else open.add(thread)
    state = after
  }
  return found
}

type Answer = { readonly value?: unknown }

function answered(text: string): Answer {
  return text === '' ? {} : { value: JSON.parse(text) }
}

function begun(thread: number, { threads }: ClientProgram<Call>, before: readonly string[], end?: Answer): Json {
  const made = callsMade(fine, at(threads, thread, 'threads'), [...before.map((text) => text === 'false'), false])
  const [routine, args] = routines[made[before.length] as Call] // it is the next one
  const how = end === undefined ? { blocks: 'maybe' } : 'value' in end ? { expect: { returns: end.value } } : {}
  return call(nameOf(thread), routine, args, how)
}

function returned(thread: number, end: Answer): Json {
  const name = nameOf(thread)
  return { ...wakes(name), ...('value' in end ? { expectReturns: { [name]: end.value } } : {}) }
}

const choices = fc.array(fc.nat(59), { minLength: 5, maxLength: 60, size: 'max' })

test('what the structure does under load is allowed, recorded as what it was seen to be', () => {
  let flights = 0
  fc.assert(
    fc.property(clientPrograms(fine, { threads: 3, calls: 6 }), choices, (program, drawn) => {
      const steps = recorded(program, drawn)
      fc.pre(steps.length > 0)
      flights += steps.filter((step) => step.blocks === 'maybe').length
      expect(verdictOf({ steps })).toBe('allowed')
    }),
    { numRuns: 40 },
  )
  expect(flights).toBeGreaterThan(10)
})
