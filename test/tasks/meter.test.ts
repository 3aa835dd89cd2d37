import { describe, expect, test } from 'vitest'
import { Meter } from '../../src/tasks/meter.ts'

/** A host in which so much is garbage, until it is asked to collect. */
class Host {
  nowMs = 0
  collections = 0
  usedBytes: number
  garbageBytes: number
  readonly clock = (): number => this.nowMs
  readonly otherBytes = (): number => this.usedBytes + this.garbageBytes
  readonly collect = (): void => {
    this.collections++
    this.garbageBytes = 0
  }

  constructor(usedBytes: number, garbageBytes = 0) {
    this.usedBytes = usedBytes
    this.garbageBytes = garbageBytes
  }

  /** What a meter says a while after its last look. */
  later(meter: Meter): string | undefined {
    this.nowMs += 100
    return meter.stop
  }
}

const searching = { states: 0, edges: 0, depth: 0, waiting: 0, storedBytes: 300 }

describe('a meter with a limit of memory', () => {
  test('counts what a search stores and what else is in use', () => {
    const host = new Host(700)
    const meter = new Meter({ clock: host.clock, memory: { otherBytes: host.otherBytes }, limitBytes: 1000 })
    meter.progress = searching
    expect(host.later(meter)).toBeUndefined()
    expect(meter.storableBytes).toBe(300)
    host.usedBytes = 701
    expect(host.later(meter)).toBe('memory')
  })

  test('has garbage collected before it stops anybody', () => {
    const host = new Host(500, 400)
    const meter = new Meter({ clock: host.clock, memory: host, limitBytes: 1000 })
    meter.progress = searching
    expect([host.later(meter), host.later(meter), host.later(meter)]).toEqual([undefined, undefined, undefined])
    expect(host.collections).toBe(1)
    expect(meter.storableBytes).toBe(500)
    host.usedBytes = 800
    expect([host.later(meter), host.later(meter)]).toEqual([undefined, 'memory'])
    expect(host.collections).toBe(2)
  })

  test('looks at memory now and then only', () => {
    const host = new Host(0)
    const meter = new Meter({ clock: host.clock, memory: host, limitBytes: 1000 })
    expect(meter.stop).toBeUndefined()
    host.usedBytes = 2000
    expect(meter.stop).toBeUndefined()
    expect([host.later(meter), host.later(meter)]).toEqual([undefined, 'memory'])
  })

  test('without a limit never asks', () => {
    const host = new Host(5000)
    expect(host.later(new Meter({ clock: host.clock, memory: host }))).toBeUndefined()
    expect(host.collections).toBe(0)
  })
})
