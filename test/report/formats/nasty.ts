import { cell, type System, system } from 'lockproof'
import type { ReportedRun } from '../../../src/report/reported.ts'
import { runOf } from './six.ts'

/** All that means something in one of the formats. */
export const nasty =
  'a|b `c` ``` <b>&amp;</b> "d" \'e\' ]]> # ; % \\ * _ [x](y) ::error:: end -- <!-- --> \u{1f512} \u0007 \n | new\r\n::warning::'

export const misnamed: System = system(`mis ${nasty}`, ({ shared, threads, always }) => {
  const { flag } = shared({ flag: cell([nasty, `${nasty}2`]) })
  threads(['P', nasty], function* () {
    yield* flag.store(`${nasty}2`)
  })
  always(`no ${nasty}`, [flag], (it) => it === nasty)
})

/** Names and values that are markup somewhere. */
export const nastyRun: ReportedRun = runOf([['examples/nasty.ts', 'misnamed', misnamed]])

/** One with a run of some hundred steps, in turns. */
const far = system('far', ({ shared, threads, always }) => {
  const counts = Array.from({ length: 120 }, (_, index) => index)
  const { count } = shared({ count: cell(counts) })
  threads(['P', 'Q'], function* () {
    for (let i = 0; i < 60; i++) yield* count.update((it) => (it + 1) % 120)
  })
  always('stays low', [count], (it) => it < 119)
})

export const longRun: ReportedRun = runOf([['examples/far.ts', 'far', far]])
