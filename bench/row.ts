/** A process of its own for one row: its only argument is a `RowRequest`, its only output a `Measured`, both as JSON. */
import { cell, check, type ReductionKind, type System, system } from 'lockproof'
import type { ModelName, Parameters } from './expected.ts'
import { systemOf } from './systems.ts'

/** Without a model: the trivial system, whose memory is that of the program itself. */
export type RowRequest = {
  readonly model?: ModelName
  readonly params?: Parameters
  readonly minimise: boolean
  readonly reduction?: ReductionKind
}

export type Measured = {
  readonly states: number
  readonly edges: number
  /** Of the search alone. */
  readonly seconds: number
  /** Of describing the system and making its tables. */
  readonly compileSeconds: number
  /** Peak memory of the whole process. */
  readonly peakRssMiB: number
}

const trivial: System = system('trivial', ({ shared, thread }) => {
  const { flag } = shared({ flag: cell(['down', 'up']) })
  thread('T0', function* () {
    yield* flag.store('up')
  })
})

function measure({ model, params = {}, minimise, reduction = 'none' }: RowRequest): Measured {
  const {
    verdict,
    states,
    edges,
    compileMs = 0,
    searchMs = 0,
  } = check(model === undefined ? trivial : systemOf(model, params), { minimise, reduction })
  if (verdict !== 'verified') throw new Error(`${model} is ${verdict}: expected verified.`)
  return {
    states,
    edges,
    seconds: searchMs / 1000,
    compileSeconds: compileMs / 1000,
    peakRssMiB: process.resourceUsage().maxRSS / 1024,
  }
}

console.log(JSON.stringify(measure(JSON.parse(process.argv[2] ?? '{}') as RowRequest))) // written by measured-row.ts
