import { describe, expect, test } from 'vitest'
import { conform } from '../../src/conform/conform.ts'
import { UsageError } from '../../src/errors/usage-error.ts'

/** The message of the one error that reading the text gives. */
function messageOf(text: string): string {
  try {
    conform('runs.json', text)
  } catch (error) {
    if (error instanceof UsageError && error.code === 'U008') return error.message
    throw error
  }
  return 'read'
}

/** A file whose only sequence has this step on the fifth line, behind four spaces. */
const withStep = (step: string): string => `{ "formatVersion": 1, "title": "t", "sequences": [
  { "name": "s", "start": "initialized",
    "threads": { "A": { "systemThread": true }, "B": {} },
    "steps": [
    ${step}
    ] } ] }`

describe('a file that is no recording', () => {
  test.each([
    ['', 'runs.json:1:1: the file is not JSON: expected a value, saw the end of the file.'],
    [
      '{ "formatVersion": 1,\n  oops }',
      'runs.json:2:3: the file is not JSON: expected texts in quotes, numbers, true, false or null, saw oops.',
    ],
    [
      '{ "formatVersion": 1, "sequences": [], }',
      'runs.json:1:40: the file is not JSON: expected the name of a member in quotes, saw }.',
    ],
    ['[]', 'runs.json:1:1: the file: expected an object { … }, saw [].'],
    ['{ "sequences": [] }', 'runs.json:1:1: the file: expected a member "formatVersion", saw "sequences".'],
    [
      '{ "formatVersion": 2, "sequences": [] }',
      'runs.json:1:20: "formatVersion" of the file: expected 1, saw 2. Other versions of the format are not known.',
    ],
    [
      '{ "formatVersion": 1, "sequences": {} }',
      'runs.json:1:36: "sequences" of the file: expected a list [ … ], saw {}.',
    ],
    [
      '{ "formatVersion": 1, "sequences": [\n{ "name": "s", "start": "raw", "threads": {}, "steps": [] }] }',
      'runs.json:2:25: "start" of sequence 1: expected one of "initialized", "uninitialized", saw "raw".',
    ],
    [
      '{ "formatVersion": 1, "formatVersion": 1, "sequences": [] }',
      'runs.json:1:23: "formatVersion" of the file: expected it once, saw it a second time. Remove one.',
    ],
    [
      '['.repeat(100_000),
      'runs.json:1:1: the file: expected the seven levels of a recording, saw lists or objects in each other, thousands deep.',
    ],
  ])('%.60s', (text, message) => {
    expect(messageOf(text)).toBe(message)
  })
})

describe('a recording of nothing', () => {
  test.each([
    [
      '{ "formatVersion": 1, "sequences": [] }',
      'runs.json:1:36: "sequences" of the file: expected at least one sequence, saw []. There is nothing to compare.',
    ],
    [
      '{ "formatVersion": 1, "sequences": [{ "name": "s", "start": "initialized", "threads": {}, "steps": [] }] }',
      'runs.json:1:100: "steps" of "s": expected at least one step, saw none. There is nothing to compare.',
    ],
    [
      withStep('{ "note": "x" }, { "note": "y" }'),
      'runs.json:4:14: "steps" of "s": expected at least one step, saw notes alone. There is nothing to compare.',
    ],
  ])('%#', (text, message) => {
    expect(messageOf(text)).toBe(message)
  })
})

describe('a step that cannot be understood', () => {
  test.each([
    [
      '{ "thread": "A", "call": "ExAcquireResourceShared", "args": { "wait": true } }',
      /^runs\.json:5:30: "call" of step 1 of "s": expected a routine of ExInitializeResourceLite, .*KeLowerIrql, saw "ExAcquireResourceShared"\. Did you mean ExAcquireResourceSharedLite\?$/,
    ],
    [
      '{ "thread": "A", "call": "ExReleaseResourceLite", "args": { "wait": true } }',
      'runs.json:5:65: "args" of step 1 of "s": expected only "resource", saw "wait".',
    ],
    [
      '{ "thread": "A", "call": "ExAcquireResourceSharedLite", "args": { "resource": "R" } }',
      'runs.json:5:69: ExAcquireResourceSharedLite in "args" of step 1 of "s": expected an argument "wait", saw { "resource": "R" }.',
    ],
    [
      '{ "thread": "A", "call": "ExAcquireResourceSharedLite" }',
      'runs.json:5:5: ExAcquireResourceSharedLite in step 1 of "s": expected an argument "wait", saw no "args".',
    ],
    [
      '{ "thread": "A", "call": "ExReleaseResourceLite", "args": { "resource": "S" } }',
      'runs.json:5:77: "resource" of "args" of step 1 of "s": expected one of "R", saw "S". A sequence has one resource; null stands for a NULL pointer.',
    ],
    [
      '{ "thread": "C", "call": "KeEnterCriticalRegion" }',
      'runs.json:5:17: "thread" of step 1 of "s": expected one of "A", "B", saw "C". Threads are named under "threads" of the sequence.',
    ],
    [
      '{ "thread": "A", "call": "KeRaiseIrql", "args": { "irql": "HIGH" } }',
      'runs.json:5:63: "irql" of "args" of step 1 of "s": expected one of "PASSIVE_LEVEL", "APC_LEVEL", "DISPATCH_LEVEL", "HIGH_LEVEL", saw "HIGH".',
    ],
    [
      '{ "thread": "A", "call": "KeEnterCriticalRegion", "block": true }',
      /^runs\.json:5:55: step 1 of "s": expected only "call", .*, saw "block"\. Did you mean blocks\?$/,
    ],
    [
      '{ "thread": "A", "call": "ExReleaseResourceLite", "expect": { "result": true } }',
      'runs.json:5:67: "expect" of step 1 of "s": expected only "returns", "raises", "bugcheck", saw "result".',
    ],
    [
      '{ "thread": "A", "call": "ExReleaseResourceLite", "expect": { "returns": true, "bugcheck": "any" } }',
      'runs.json:5:65: "expect" of step 1 of "s": expected one of "returns", "raises", "bugcheck", saw { "returns": true, "bugcheck": "any" }.',
    ],
    [
      '{ "thread": "A", "call": "ExAcquireResourceSharedLite", "args": { "wait": true }, "blocks": true, "expect": {} }',
      'runs.json:5:113: "expect" of step 1 of "s": expected no "expect" beside "blocks", saw {}. What it answers later stands in "expectReturns".',
    ],
    ...['returns', 'raises', 'bugcheck'].map((name): [string, string] => [
      `{ "thread": "A", "call": "ExReleaseResourceLite", "${name}": false }`,
      `runs.json:5:55: step 1 of "s": expected "${name}" inside of "expect", saw it beside. Did you mean "expect": { "${name}": … }?`,
    ]),
    [
      '{ "thread": "A", "call": "ExReleaseResourceLite", "resource": null }',
      'runs.json:5:55: step 1 of "s": expected "resource" inside of "args", saw it beside. Did you mean "args": { "resource": … }?',
    ],
    [
      '{ "thread": "A", "check": { "acquiredExclusive": true }, "blocks": true }',
      'runs.json:5:62: step 1 of "s": expected no "blocks" beside "check", saw "blocks". Beside "check" are read: "thread".',
    ],
    [
      '{ "expectUnblocked": ["A"], "expect": { "returns": true } }',
      /^runs\.json:5:33: step 1 of "s": expected no "expect" beside "expectUnblocked", .* are read: "thread", "expectReturns"\.$/,
    ],
    [
      '{ "thread": "A", "call": "ExReleaseResourceLite", "expectReturns": { "A": true } }',
      /^runs\.json:5:\d+: step 1 of "s": expected no "expectReturns" beside "call", /,
    ],
    [
      '{ "note": "it waits", "blocks": true }',
      /^runs\.json:5:\d+: step 1 of "s": expected no "blocks" beside "note", /,
    ],
    [
      '{ "thread": "A", "check": { "exclusive": true } }',
      'runs.json:5:33: "check" of step 1 of "s": expected only "acquiredExclusive", "acquiredSharedCount", "exclusiveWaiters", "sharedWaiters", saw "exclusive".',
    ],
    [
      '{ "thread": "A", "check": {}, "call": "KeEnterCriticalRegion" }',
      'runs.json:5:5: step 1 of "s": expected one action, saw "call" and "check". Make it two steps.',
    ],
    [
      '{ "fields": { "Flag": 0 }, "profile": "nt7" }',
      'runs.json:5:43: "profile" of step 1 of "s": expected one of "nt5", "nt6", saw "nt7".',
    ],
    [
      '{ "expectUnblocked": ["A"], "expectReturns": { "B": true } }',
      'runs.json:5:52: "expectReturns" of step 1 of "s": expected only "A", saw "B".',
    ],
    [
      '{ "thread": "A" }',
      'runs.json:5:5: step 1 of "s": expected a step with one of "call", "expectUnblocked", "check", "fields", "derivedFields", "note", saw { "thread": "A" }.',
    ],
    [
      '{ "note": "x", "onlyIf": "checkedBuild" }',
      'runs.json:5:30: "onlyIf" of step 1 of "s": expected one of "freeBuild", saw "checkedBuild".',
    ],
  ])('%s', (step, message) => {
    const seen = messageOf(withStep(step))
    if (typeof message === 'string') expect(seen).toBe(message)
    else expect(seen).toMatch(message)
  })
})

describe('remarks are ignored', () => {
  test('members that the format does not know, unless they look like slips', () => {
    expect(messageOf(withStep('{ "fields": {}, "note": "x", "assertedIn": "resource.c", "id": 7 }'))).toBe('read')
  })

  test('what else is said of the file, a sequence and a thread', () => {
    const text = `{ "formatVersion": 1, "title": "t", "recordedBy": {}, "sequences": [{ "name": "s", "source": { "file": "x" },
      "start": "initialized", "threads": { "A": { "priority": 8, "why": "…" } }, "tags": [], "steps": [{ "fields": {} }] }] }`
    expect(messageOf(text)).toBe('read')
  })
})
