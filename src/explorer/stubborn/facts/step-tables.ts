import type { Program } from '../../../model/ir.ts'
import type { SwapGroup } from '../../symmetry/swap-group.ts'
import { StepIds } from './step-ids.ts'
import { StepImages } from './step-images.ts'
import { BlindOperations, type StepShape, stepShapes } from './step-shapes.ts'

/** What all computations before a search start from: the steps of a program as its tables are now. */
export type StepTables = {
  readonly program: Program
  readonly steps: StepIds
  readonly blind: BlindOperations
  readonly shapes: readonly StepShape[]
  /** Exchanges of alike threads by which facts are carried over. */
  readonly alike: SwapGroup | undefined
  readonly images: StepImages
}

/** Where tables are open, images of local states have been met before (`meetImages`). */
export function stepTables(program: Program, alike?: SwapGroup): StepTables {
  const isClosed = program.symmetry?.isOpen !== true
  const steps = new StepIds(program.ir)
  const blind = new BlindOperations(program.ir)
  const shapes = stepShapes(program.ir, steps, blind)
  const images = new StepImages(steps, alike, isClosed)
  return { program, steps, blind, shapes, alike: isClosed ? alike : undefined, images }
}
