import { expect, test } from 'vitest'
import { Contestant } from '../../src/tasks/contestant.ts'
import { Meter } from '../../src/tasks/meter.ts'
import { finished, type Task } from '../../src/tasks/task.ts'

test('the time of who takes turns is that of its own slices', () => {
  let now = 0
  const whole = new Meter({ clock: () => now })
  const lasting = (ms: number) =>
    function* (meter: Meter): Task<number> {
      for (let slice = 0; slice < 3; slice++) {
        now += ms
        meter.spent += 1
        meter.look()
        yield
      }
      return meter.elapsedMs
    }
  const [one, other] = [new Contestant(whole, lasting(5)), new Contestant(whole, lasting(100))]
  while (one.found === undefined || other.found === undefined) for (const it of [one, other]) finished(it.turn(1))
  expect({ one: one.found, other: other.found, whole: whole.elapsedMs }).toEqual({ one: 15, other: 300, whole: 315 })
})
