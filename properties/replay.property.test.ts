import fc from 'fast-check'
import { replay } from 'lockproof'
import { schedules } from 'lockproof/fast-check'
import { expect, test } from 'vitest'
import { isLong } from '../test/setup/long.ts'
import { randomDesign, randomSystem } from './arbitraries/random-design.ts'

test('every schedule that the tables allow can be followed natively, and is printed as it was given', () => {
  const followed = randomDesign.chain((design) =>
    schedules(randomSystem(design), { steps: 20 }).map((schedule) => ({ design, schedule })),
  )
  fc.assert(
    fc.property(followed, ({ design, schedule }) => {
      const trace = replay(randomSystem(design), schedule)
      expect(trace.schedule).toBe(schedule)
      expect(trace.steps.length).toBe(schedule === '' ? 0 : schedule.split(' ').length)
    }),
    { numRuns: isLong ? 300 : 150 },
  )
})
