import { check, replay, startCheck } from 'lockproof'
import { eresource } from 'lockproof/eresource'
import {
  anyPrograms,
  clientPrograms,
  clientSystem,
  conforms,
  eresourceClients,
  eresourceDrivers,
  everyProgramConforms,
  everyProgramHolds,
  holdsUnderEveryInterleaving,
  lock,
  schedules,
} from 'lockproof/fast-check'
import { describe, expect, test } from 'vitest'
import { flagLock as flagClientsOf } from '#locks'
import { torn } from '../../examples/broken-twin.ts'
import { flagLock } from '../../examples/flag.ts'
import { reductionKinds } from '../../src/explorer/reduced/reduced.ts'
import { matchers } from '../../src/vitest/matchers.ts'

const flagClients = flagClientsOf()

const wrong: readonly (readonly [unknown, string])[] = [
  [{ reduction: 'al' }, "reduction is 'al': expected one of auto, none, stubborn, symmetry, all. Did you mean all?"],
  [{ reduction: 'constructor' }, "reduction is 'constructor': expected one of auto, none, stubborn,"],
  [{ reduction: null }, 'reduction is null: expected one of auto, none, stubborn,'],
  [
    { search: 'bfs' },
    "search is 'bfs': expected 'breadth first', 'depth first', or a record of one of randomWalk, pct, preemptions.",
  ],
  [{ search: 'depth-first' }, 'Did you mean depth first?'],
  [{ search: {} }, 'search is {}: expected'],
  [{ search: null }, 'search is null: expected'],
  [{ search: { pct: {}, randomWalk: {} } }, 'search is { pct: {}, randomWalk: {} }: expected'],
  [
    { search: { randomwalk: {} } },
    'has no option search.randomwalk: expected one of randomWalk, pct, preemptions. Did you mean randomWalk?',
  ],
  [{ search: { pct: { depth: 2 } } }, 'has no option search.pct.depth: expected one of runs, steps, seed, bugDepth.'],
  [{ search: { pct: undefined } }, 'search is { pct: undefined }: expected'],
  [{ search: { pct: 3 } }, 'search.pct is 3: expected a record of runs, steps, seed, bugDepth.'],
  [{ search: { pct: { steps: 1e9 } } }, 'search.pct.steps is 1000000000: expected an integer from 1 to 1000000.'],
  [
    { search: { randomWalk: { runs: 2 ** 60 } } },
    'search.randomWalk.runs is 1152921504606847000: expected an integer of at least 1.',
  ],
  [{ limits: { states: Number.NaN } }, 'limits.states is NaN: expected an integer of at least 1.'],
  [{ limits: { states: -1 } }, 'limits.states is -1: expected an integer of at least 1.'],
  [{ limits: { states: 0.5 } }, 'limits.states is 0.5: expected an integer of at least 1.'],
  [{ limits: { states: '7' } }, "limits.states is '7': expected an integer of at least 1."],
  [{ limits: { timeMs: 0 } }, 'limits.timeMs is 0: expected a number above 0.'],
  [{ limits: { memoryBytes: Number.NaN } }, 'limits.memoryBytes is NaN: expected a number above 0.'],
  [
    { limits: { state: 5 } },
    'has no option limits.state: expected one of states, memoryBytes, timeMs. Did you mean states?',
  ],
  [{ limits: 5 }, 'limits is 5: expected a record of states, memoryBytes, timeMs.'],
  [
    { limit: { states: 5 } },
    'has no option limit: expected one of search, reduction, shortest, checkReduction, minimise, keepGoing, stuck, liveness, strict, fairness, memory, limits',
  ],
  [{ constructor: 5 }, 'has no option constructor: expected one of search,'],
  [{ keepGoing: 'yes' }, "keepGoing is 'yes': expected true or false."],
  [{ minimise: 0 }, 'minimise is 0: expected true or false.'],
  [{ stuck: 'yes' }, "stuck is 'yes': expected true or false."],
  [{ liveness: 1 }, 'liveness is 1: expected true or false.'],
  [{ strict: null }, 'strict is null: expected true or false.'],
  [{ fairness: 'week' }, "fairness is 'week': expected one of none, weak, strong. Did you mean weak?"],
  [7, 'are 7: expected a record of search,'],
  [null, 'are null: expected a record of search,'],
  [[], 'are []: expected a record of search,'],
  [new Map(), 'are an instance of Map: expected a record of search,'],
  [{ limits: new Map() }, 'limits is an instance of Map: expected a record of states,'],
]

/** As `expect` calls them. */
const asserted = { isNot: false, ...matchers }

/** What is wrong with the call, as it is said. */
function said(call: () => unknown): string {
  try {
    call()
  } catch (error) {
    return error instanceof Error && 'code' in error ? `${error.code}: ${error.message}` : `no code: ${String(error)}`
  }
  return 'nothing'
}

describe.each([
  ['check', (options: unknown) => check(flagLock(), options as {})],
  ['startCheck', (options: unknown) => startCheck(flagLock(), options as {})],
  [
    'toHoldUnderEveryInterleaving',
    (options: unknown) => asserted.toHoldUnderEveryInterleaving(flagLock(), options as {}),
  ],
  ['toViolate', (options: unknown) => asserted.toViolate(check(torn), 'p', options as {})],
  ['toDeadlock', (options: unknown) => asserted.toDeadlock(torn, options as {})],
  ['toGetStuck', (options: unknown) => asserted.toGetStuck(torn, 'P0', options as {})],
  ['toStarve', (options: unknown) => asserted.toStarve(torn, 'P0', options as {})],
  ['toMakeProgress', (options: unknown) => asserted.toMakeProgress(torn, options as {})],
  ['toFail', (options: unknown) => asserted.toFail(torn, 'x', options as {})],
  ['holdsUnderEveryInterleaving', (options: unknown) => holdsUnderEveryInterleaving(flagLock(), options as {})],
])('%s', (_, call) => {
  test.each(wrong)('refuses %o', (options, message) => {
    expect(said(() => call(options))).toContain(message)
    expect(said(() => call(options))).toMatch(/^U006: /)
  })
})

describe('options that make sense', () => {
  test.each([
    {},
    { search: undefined, limits: { states: undefined }, reduction: undefined },
    ...reductionKinds.map((reduction) => ({ reduction })),
    { search: { pct: { bugDepth: 1000, steps: 1, runs: 1, seed: -5 } } },
    { search: { preemptions: {} }, limits: { timeMs: 1e9, memoryBytes: Number.POSITIVE_INFINITY, states: 1 } },
    { shortest: true, minimise: false, keepGoing: true, search: 'depth first' as const },
  ])('are taken: %o', (options) => {
    expect(said(() => check(flagLock(), options as {}))).toBe('nothing')
  })
})

describe('what else is handed in', () => {
  test.each([
    [() => check(flagLock as never), /^U009: check\(\) was given a function: expected a system\. A family makes one/],
    [() => check(undefined as never), /^U009: check\(\) was given undefined: expected a system\.$/],
    [() => startCheck({} as never), /^U009: check\(\) was given {}/],
    [() => replay('x' as never, ''), /^U009: replay\(\) was given 'x'/],
    [() => replay(torn, 7 as never), /^U006: The schedule is 7: expected a text\.$/],
    [
      () => replay(torn, '', { lock: true } as never),
      /^U006: replay has no option lock: expected one of locks, memory\. Did you mean locks\?$/,
    ],
    [() => replay(torn, '', { locks: 1 } as never), /^U006: locks is 1: expected true or false\.$/],
    [() => schedules(flagLock as never), /^U009: schedules\(\) was given a function/],
    [() => schedules(torn, { steps: -1 }), /^U006: steps is -1: expected an integer from 0 to 100000\.$/],
    [() => asserted.toViolate(check(flagLock()), undefined as never), /^U006: The property of toViolate is undefined/],
    [() => asserted.toFail(torn, undefined as never), /^U006: The message of toFail is undefined: expected a text\.$/],
    [() => asserted.toGetStuck(torn, 7 as never), /^U006: The thread of toGetStuck is 7: expected a text\.$/],
    [
      () => asserted.toStarve(torn, undefined as never),
      /^U006: The thread of toStarve is undefined: expected a text\.$/,
    ],
    [() => asserted.toStarve(torn, 'P0', { cycle: -1 }), /^U006: cycle is -1: expected an integer of at least 0\.$/],
    [
      () => asserted.toStarve(torn, 'P0', { steps: 1 } as never),
      /^U006: toStarve has no option steps: expected one of /,
    ],
    [() => asserted.toDeadlock(torn, { steps: 1.5 }), /^U006: steps is 1\.5: expected an integer of at least 0\.$/],
    [
      () => asserted.toDeadlock(torn, { step: 1 } as never),
      /^U006: toDeadlock has no option step: .* Did you mean steps\?$/,
    ],
    [() => everyProgramHolds(flagClients, { threads: 0 }), /^U006: threads is 0: expected an integer from 1 to 30\.$/],
    [() => everyProgramHolds(flagClients, { check: { reduction: 'al' } } as never), /^U006: check\.reduction is 'al'/],
    [
      () => everyProgramHolds(flagClients, { call: 2 } as never),
      /^U006: everyProgramHolds has no option call: .* Did you mean calls\?$/,
    ],
    [
      () => everyProgramConforms(flagClients, flagClients, { limitStates: 0 }),
      /^U006: limitStates is 0: expected an integer of at least 1\.$/,
    ],
    [
      () => everyProgramConforms(flagClients, flagClients, { wellBehaved: 1 } as never),
      /^U006: wellBehaved is 1: expected true or false\.$/,
    ],
    [
      () => eresourceClients({ nope: 1 } as never),
      /^U006: eresourceClients has no option nope: expected one of resource\.$/,
    ],
    [
      () => eresourceClients(5 as never),
      /^U006: The options of eresourceClients are 5: expected a record of resource\.$/,
    ],
    [() => eresourceClients(null as never), /^U006: The options of eresourceClients are null/],
    [() => eresourceClients({ resource: null } as never), /^U006: resource is null: expected a record\.$/],
    [
      () => eresourceDrivers({ nope: 1 } as never),
      /^U006: eresourceDrivers has no option nope: expected one of resource, rules\.$/,
    ],
    [() => eresourceDrivers({ rules: 1 } as never), /^U006: rules is 1: expected a list\.$/],
    [
      () => eresource({ recursionlimit: 1 } as never),
      /^U006: eresource has no option recursionlimit: expected one of releasePolicy, .* Did you mean recursionLimit\?$/,
    ],
    [() => eresource(5 as never), /^U006: The options of eresource are 5: expected a record of releasePolicy, /],
    [() => eresource({ build: 'debug' } as never), /^U006: build is 'debug': expected one of free, checked\.$/],
    [() => eresource({ recursionLimit: 0 }), /^U006: recursionLimit is 0: expected an integer of at least 1\.$/],
    [() => lock(undefined as never), /^U009: lock\(\) was given undefined: expected a lock/],
    [
      () => lock({ ...flagClients, calls: { ...flagClients.calls, unlock: { closes: 'critical', isTogether: true } } }),
      /^U006: lock: calls\.unlock: expected no section where isTogether is given, saw closes: 'critical'\.$/,
    ],
    [
      () => lock({ ...flagClients, calls: { lock: { open: 'critical' } } } as never),
      /^U006: lock has no option calls\.lock\.open: expected one of opens, closes, .* Did you mean opens\?$/,
    ],
    [
      () => lock({ ...flagClients, calls: { lock: { opens: 'criticl' } } } as never),
      /^U006: calls\.lock\.opens is 'criticl': expected one of critical\. Did you mean critical\?$/,
    ],
    [
      () => lock({ ...flagClients, sections: { critical: { excludes: ['other'] } } } as never),
      /^U006: sections\.critical\.excludes is \['other'\]: expected a list, each one of critical\.$/,
    ],
    [
      () => lock({ ...flagClients, thread: 2 } as never),
      /^U006: lock has no option thread: .* Did you mean threads\?$/,
    ],
    [
      () => clientPrograms(undefined as never),
      /^U009: clientPrograms\(\) was given undefined: expected a lock, as lock\(/,
    ],
    [() => anyPrograms(flagClientsOf as never), /^U009: anyPrograms\(\) was given a function: expected a lock/],
    [() => everyProgramHolds({} as never), /^U009: everyProgramHolds\(\) was given {}: expected a lock/],
    [() => everyProgramConforms(flagClients, null as never), /^U009: everyProgramConforms\(\) was given null/],
    [() => conforms({} as never, flagClients, { threads: [] }), /^U009: conforms\(\) was given {}: expected a lock/],
    [
      () => conforms(flagClients, flagClients, { threads: [['look']] } as never),
      /^U009: conforms\(\) was given { threads: \[\['look'\]\] }: expected a program { threads: .* of the calls lock,/,
    ],
    [() => clientSystem(flagClients, 7 as never), /^U009: clientSystem\(\) was given 7: expected a program/],
  ])('%#', (call, message) => {
    expect(said(call)).toMatch(message)
  })
})
