import { describe, expect, test } from 'vitest'
import { call, exclusive, release, resultOf, verdictOf, wakes } from './sequence.ts'

/** What every object of JavaScript has, and no table of ours. */
const inherited = [...Object.getOwnPropertyNames(Object.prototype), 'prototype', 'length', 'name']

describe('a name that every object of JavaScript has', () => {
  test.each(inherited)('%s is a field like any that the model does not carry', (name) => {
    const fields = JSON.parse(`{ "${name}": 0, "Flag&${name}": false }`)
    const { result, notChecked } = resultOf({ steps: [{ fields, profile: 'nt6' }] })
    expect({ result, notChecked: notChecked.map(({ text }) => text) }).toEqual({
      result: 'allowed',
      notChecked: [`${name} (nt6)`, `Flag&${name} (nt6)`],
    })
  })

  test.each(inherited)('%s is a thread like any other', (name) => {
    const threads = JSON.parse(`{ "A": { "systemThread": true }, "${name}": { "systemThread": true } }`)
    const acquires = [exclusive('A'), exclusive(name, true, { blocks: true })]
    expect(verdictOf({ threads, steps: [...acquires, release('A'), wakes(name), release(name)] })).toBe('allowed')
    const refused = { ...wakes(name), expectReturns: JSON.parse(`{ "${name}": false }`) }
    expect(verdictOf({ threads, steps: [...acquires, release('A'), refused] })).toBe(
      `4: threads return from their calls | ${name} returns FALSE | ${name} returns TRUE`,
    )
  })

  test.each(inherited)('%s is an owner pointer like any other', (name) => {
    const moved = call('A', 'ExSetResourceOwnerPointer', { ownerPointer: name })
    const released = call('A', 'ExReleaseResourceForThreadLite', { owner: name })
    expect(verdictOf({ steps: [exclusive('A'), moved, released] })).toBe('allowed')
  })
})
