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

describe('shares of a meter', () => {
  const storing = (storedBytes: number): typeof searching => ({ ...searching, storedBytes })

  /** Two that take turns. */
  function shared(host: Host): { readonly whole: Meter; readonly first: Meter; readonly second: Meter } {
    const whole = new Meter({ clock: host.clock, memory: host, limitBytes: 1000 })
    return { whole, first: whole.share(), second: whole.share() }
  }

  test('end by what they store themselves', () => {
    const host = new Host(0)
    const { whole, first, second } = shared(host)
    first.limitBytes = 500
    first.progress = storing(501)
    second.progress = storing(100)
    expect([host.later(first), host.later(second), host.later(whole)]).toEqual(['memory', undefined, undefined])
  })

  test('where all is too much, the one made last goes, and makes room', () => {
    const host = new Host(500)
    const { whole, first, second } = shared(host)
    first.progress = storing(300)
    second.progress = storing(201)
    host.later(first) // has garbage collected
    expect([host.later(first), host.later(second)]).toEqual([undefined, 'memory'])
    whole.release(second)
    expect([host.later(first), first.storableBytes]).toEqual([undefined, 500])
    first.progress = storing(501)
    host.later(first)
    expect(host.later(first)).toBe('memory')
  })

  test('may store what the others leave', () => {
    const host = new Host(100)
    const { first, second } = shared(host)
    second.progress = storing(300)
    host.later(first)
    expect(first.storableBytes).toBe(600)
    first.limitBytes = 400
    expect(first.storableBytes).toBe(400)
  })

  test('have the clock and the interrupt of the whole', () => {
    const host = new Host(0)
    const whole = new Meter({ clock: host.clock, limitMs: 150 })
    const share = whole.share()
    expect([host.later(share), host.later(share)]).toEqual([undefined, 'time'])
    const other = new Meter({ clock: host.clock })
    const its = other.share()
    other.interrupt()
    expect(its.stop).toBe('interrupt')
  })

  test('have one moment together for explaining, and that which is told so has none', () => {
    const host = new Host(0)
    const whole = new Meter({ clock: host.clock, limitMs: 150 })
    const [first, second] = [whole.share(), whole.share()]
    first.allowExplaining()
    expect([host.later(first), host.later(first), host.later(first)]).toEqual([undefined, undefined, undefined])
    expect(host.later(first)).toBeUndefined()
    second.allowExplaining()
    expect([host.later(first), second.stop]).toEqual(['time', 'time'])
    const other = new Meter({ clock: host.clock, limitMs: 50 }).share()
    other.allowExplaining()
    expect(host.later(other)).toBeUndefined()
    other.forbidExplaining()
    other.allowExplaining()
    expect(other.stop).toBe('time')
  })

  test('a turn is over at the first look after its work, whatever the clock says', () => {
    const share = new Meter().share()
    share.beginTurn(1000)
    share.spent += 999
    expect([share.stop, share.isTurnOver]).toEqual([undefined, false])
    share.spent += 1
    expect([share.stop, share.isTurnOver, share.isDue]).toEqual([undefined, true, true])
    share.beginTurn(1)
    expect(share.isTurnOver).toBe(false)
  })
})
