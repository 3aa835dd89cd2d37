import type { ReductionKind } from 'lockproof'
import { type ModelName, modelNames, type Row, rows, type Size, sizes } from './expected.ts'

/** A wrong option: its message is all that there is to say. */
export class WrongOption extends Error {}

/** The rows of these sizes and models, each a list with commas; every model if none is named. */
export function selectRows(sizeList: string, modelList: string | undefined): readonly Row[] {
  const wantedSizes = listed('--sizes', sizeList, sizes)
  const wantedModels = modelList === undefined ? modelNames : listed('--models', modelList, modelNames)
  return rows.filter(({ size, model }) => wantedSizes.includes(size) && wantedModels.includes(model))
}

function listed<T extends Size | ModelName>(option: string, list: string, known: readonly T[]): readonly T[] {
  return list.split(',').map((text) => {
    const found = known.find((one) => one === text.trim())
    if (found === undefined) throw new WrongOption(`${option} ${text}: expected some of ${known.join(', ')}.`)
    return found
  })
}

export function reductionOption(text: string): ReductionKind {
  const known: readonly ReductionKind[] = ['none', 'stubborn', 'symmetry', 'all']
  const found = known.find((kind) => kind === text)
  if (found === undefined) throw new WrongOption(`--reduction ${text}: expected one of ${known.join(', ')}.`)
  return found
}

/** A whole number from 1. */
export function countOption(option: string, text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1) throw new WrongOption(`${option} ${text}: expected a whole number from 1.`)
  return count
}

/** Runs a command line; a wrong option ends it with exit code 2. */
export function main(run: () => void): void {
  try {
    run()
  } catch (error) {
    const isOption = error instanceof WrongOption || (error instanceof TypeError && 'code' in error) // parseArgs throws these
    if (!isOption) throw error
    console.error(error.message)
    process.exitCode = 2
  }
}
