import { expect, test } from 'vitest'
import { bytes, count, counted, duration, rounded } from '../../src/report/text/quantity.ts'

test('quantities are written for people', () => {
  expect([0, 999, 1000, 12_345_678].map(count)).toEqual(['0', '999', '1,000', '12,345,678'])
  expect([counted(1, 'step'), counted(2, 'step'), counted(2, 'switch', 'switches')]).toEqual([
    '1 step',
    '2 steps',
    '2 switches',
  ])
  expect(duration(0)).toBe('0.0 ms')
  expect([0.04, 9.96, 45.6, 999.4, 1000, 12_345, 99_940, 200_400, 3_600_000].map(duration)).toEqual([
    '0.0 ms',
    '10.0 ms',
    '46 ms',
    '999 ms',
    '1.00 s',
    '12.3 s',
    '99.9 s',
    '3 min 20 s',
    '60 min 0 s',
  ])
  expect([0, 1023, 1536, 100 * 2 ** 20, 2 ** 40].map(bytes)).toEqual([
    '0 B',
    '1023 B',
    '1.50 KiB',
    '100 MiB',
    '1024 GiB',
  ])
  expect([12.4, 999, 12_345, 999_499, 1_234_567].map(rounded)).toEqual(['12', '999', '12.3 k', '999 k', '1.23 M'])
})
