import { printStep } from '../../src/check/explain/schedule.ts'
import type { Tables } from '../../src/export/tables/tables.ts'
import type { Program } from '../../src/model/ir.ts'

/** Tables without a design: ids are their own names. */
export function tablesOf(program: Program): Tables {
  const names = program.ir.threads.map(({ name }) => name)
  return {
    program,
    title: program.ir.name,
    notAsked: [],
    words: {
      value: (_, value) => `v${value}`,
      place: (_, local) => `at ${local}`,
      step: (step) => printStep(step, names),
    },
  }
}
