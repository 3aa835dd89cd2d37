import { cell, check, counter, modulo, range, system, type Tools, threadIds } from 'lockproof'
import { expect, test } from 'vitest'

function described(describe: (tools: Tools) => void): string {
  try {
    check(
      system('s', (tools) => {
        describe(tools)
        tools.thread('T', function* () {})
      }),
    )
  } catch (error) {
    return error instanceof Error && 'code' in error ? `${error.code}: ${error.message}` : String(error)
  }
  return 'checked'
}

test.each([
  [() => counter({ upTo: 1e9 }), /^M007: counter\(\{ upTo: 1000000000 \}\): expected at most 1000000 values\./],
  [() => modulo(1_000_001), /^M007: modulo\(1000001\): expected at most 1000000 values\./],
  [() => range(0, 1e9), /^M007: range\(0, 1000000000\): expected at most 1000000 values\./],
  [() => range(-1e9, 1), /^M007: range\(-1000000000, 1\): expected at most/],
  [() => cell(Array.from({ length: 1_000_001 }, () => 0)), /^M007: cell\(\) over 1000001 values: expected at most/],
  [() => threadIds(1e9), /^M007: threadIds\(1000000000\): expected at most/],
  [() => counter({ upTo: 2.5 }), /^M009: counter\(\{ upTo: 2\.5 \}\): expected whole numbers\./],
  [() => range(0.5, 3), /^M009: range\(0\.5, 3\): expected whole numbers\./],
  [() => range(Number.NaN), /^M009: range\(NaN\): expected whole numbers\./],
  [() => threadIds(Number.POSITIVE_INFINITY), /^M009: threadIds\(Infinity\): expected whole numbers\./],
  [
    () => counter({ upTo: '3' as never }),
    /^M009: counter\(\{ upTo: '3' \}\): expected its last value, counter\(\{ upTo: 3 \}\)\./,
  ],
  [() => counter(3 as never), /^M009: counter\(3\): expected its last value, counter\(\{ upTo: 3 \}\)\./],
])('%s is refused before there is memory for it', (make, message) => {
  expect(described(() => void make())).toMatch(message)
})

test.each([
  [() => range(-1), 'checked'],
  [() => range(-3, 3), 'checked'],
  [() => threadIds(0), 'checked'],
])('%s is as it was', (make, said) => {
  expect(described(() => void make())).toBe(said)
})

test.each([undefined, 7, Number.NaN, null, [], () => 1, Symbol('x')])('%o is no name', (name) => {
  const none = name as never
  expect(() => system(none, () => {})).toThrow(/^system\(.*, …\): expected a text as its name\.$/)
  expect(() => system(none, {}, () => {})).toThrow(/^system\(/)
  expect(described(({ always }) => always(none, [], () => true))).toMatch(/^M009: property\(.*, …\): expected a text/)
  expect(described(({ regions }) => void regions(none))).toMatch(/^M009: region\(.*, …\): expected a text/)
})

test('the first thread too many is refused, and the first region', () => {
  const endless = ({ thread }: Tools): void => {
    for (let i = 0; ; i++) thread(`T${i}`, function* () {})
  }
  expect(described(endless)).toMatch(/^M007: s has more than 30 threads: expected at most 30\./)
  const regions = ({ regions }: Tools): void => {
    for (let i = 0; ; i++) regions(`r${i}`)
  }
  expect(described(regions)).toMatch(/^M007: s has more than 30 regions: expected at most 30\./)
})
