import fc from 'fast-check'
import {
  dispatcherClients,
  everyProgramHolds,
  LawBroken,
  type Lock,
  onceClients,
  processorClients,
  queueClients,
} from 'lockproof/fast-check'
import * as parts from 'lockproof/parts'
import { describe, expect, test } from 'vitest'
import { type Bug, broken } from './mutant.ts'

type Parts = typeof parts

const clients: Readonly<Record<string, (parts: Parts) => Lock<string, string>>> = {
  once: ({ once }) => onceClients(once),
  'queue of 2': ({ queue }) => queueClients(() => queue(['job'], 2), 'job'),
  'rendez-vous': ({ queue }) => queueClients(() => queue(['job'], 0), 'job'),
  dispatcher: dispatcherClients,
  processor: ({ processor, onProcessor }) => processorClients(processor, onProcessor),
}

type Named = Bug & { readonly name: string; readonly of: string }

describe('every program holds', () => {
  test.each(Object.entries(clients))('of %s', (_, of) => {
    fc.assert(everyProgramHolds(of(parts), { threads: 3, calls: 2 }), { numRuns: 40 })
  })

  test.each<Named>([
    { of: 'once', name: 'nobody waits', file: 'once.ts', text: "waitUntil(d.state !== 'running')\n", instead: '' },
    {
      of: 'once',
      name: 'it is done again',
      file: 'once.ts',
      text: "if (d.state === 'done') return false\n",
      instead: '',
    },
    { of: 'queue of 2', name: 'it is taken twice', file: 'queue.ts', text: 'd.items.shift()', instead: 'd.items[0]' },
    {
      of: 'rendez-vous',
      name: 'what was met is withdrawn',
      file: 'queue.ts',
      text: 'waitUntil(!d.isTaken)\n',
      instead: '',
    },
    {
      of: 'dispatcher',
      name: 'one is all',
      file: 'dispatched.ts',
      text: 'signaled.length === on.length',
      instead: 'signaled.length > 0',
    },
    { of: 'dispatcher', name: 'nobody is let go on', file: 'dispatched.ts', text: 'this.#settle(d)\n', instead: '' },
    {
      of: 'dispatcher',
      name: 'a signal is not taken',
      file: 'kernel-objects.ts',
      text: "of.kind === 'timer' ? 'idle' : false",
      instead: 'state',
    },
    {
      of: 'dispatcher',
      name: 'who goes on gives up',
      file: 'dispatcher.ts',
      text: 'waitUntil(d.waiting.some(({ thread }) => thread === me))\n',
      instead: '',
    },
    {
      of: 'processor',
      name: 'whoever likes runs',
      file: 'processor.ts',
      text: 'top === undefined || top.thread === me\n}',
      instead: 'true\n}',
    },
    {
      of: 'processor',
      name: 'a level stays',
      file: 'processor.ts',
      text: "if (irql === 'PASSIVE') d.stack.pop()",
      instead: "if (irql === 'PASSIVE') return",
    },
    {
      of: 'processor',
      name: 'an interrupt does not end',
      file: 'processor.ts',
      text: 'waitUntil(d.stack.at(-1)?.thread === me)\n    d.stack.pop()',
      instead: '',
    },
  ])('but not of $of where $name', async ({ of, ...bug }) => {
    const law = everyProgramHolds(clients[of]!(await broken(bug)), { threads: 3, calls: 3 })
    expect(fc.check(law, { numRuns: 300, endOnFailure: true }).errorInstance).toBeInstanceOf(LawBroken)
  })
})
