import { expect, test } from 'vitest'
import { itfTrace } from '../../../src/report/formats/itf.ts'
import type { ReportedRun } from '../../../src/report/reported.ts'
import { longRun, nastyRun } from './nasty.ts'
import { six } from './six.ts'
import { readItf } from './strict-itf.ts'

function traces({ systems }: ReportedRun) {
  return systems.flatMap((one) => {
    const violation = one.verdict?.violation
    if (violation?.trace === undefined) return []
    return [{ trace: violation.trace, itf: readItf(itfTrace(one, violation, violation.trace)) }]
  })
}

test.each([
  ['six results', six, 5],
  ['names that are markup', nastyRun, 1],
  ['a long run', longRun, 1],
])('%s: a strict reader takes it, with a state for each moment', (_, run, count) => {
  const all = traces(run)
  expect(all).toHaveLength(count)
  for (const { trace, itf } of all) {
    expect(itf.states).toHaveLength(trace.steps.length + 1)
    expect(itf.loop).toBe(trace.cycleStart)
    expect(itf.states.slice(1).map((state) => state['lockproof::thread'])).toEqual(
      trace.steps.map(({ thread }) => thread),
    )
    expect(itf.vars).toEqual([...trace.initial.map(({ object }) => object), 'lockproof::thread', 'lockproof::step'])
  }
})

test('where a run goes on for ever, the last state is the one that it goes back to', () => {
  const lassos = traces(six).filter(({ itf }) => itf.loop !== undefined)
  expect(lassos).toHaveLength(1)
  for (const { itf } of lassos) {
    const { '#meta': _, 'lockproof::thread': thread, 'lockproof::step': step, ...objects } = itf.states.at(-1) ?? {}
    expect(itf.states[itf.loop ?? -1]).toMatchObject(objects)
  }
})

test.each([
  ['no JSON', '{'],
  ['no variables', '{"states":[{}]}'],
  ['a state without a variable', '{"vars":["x"],"states":[{}]}'],
  ['a variable too many', '{"vars":[],"states":[{"x":true}]}'],
  ['a number', '{"vars":["x"],"states":[{"x":1}]}'],
  ['null', '{"vars":["x"],"states":[{"x":null}]}'],
  ['a big integer that is none', '{"vars":["x"],"states":[{"x":{"#bigint":"1.5"}}]}'],
  ['an unknown form', '{"vars":["x"],"states":[{"x":{"#list":[]}}]}'],
  ['a loop to nowhere', '{"vars":["x"],"loop":1,"states":[{"x":true}]}'],
])('the reader refuses %s', (_, text) => {
  expect(() => readItf(text)).toThrow()
})
