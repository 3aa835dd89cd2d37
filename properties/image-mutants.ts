import type { Program, Symmetry } from '../src/model/ir.ts'

type Images = Pick<Symmetry, 'objectImage' | 'valueImage' | 'localImage'>

/** What is wrong with them. */
export type Mutation = (images: Symmetry) => Partial<Images>

/** Images that leave something out. */
export const imageMutants: Readonly<Record<string, Mutation>> = {
  'ids in values are not renamed': () => ({ valueImage: (_swap, _object, value) => value }),
  'what threads remember is not renamed': () => ({ localImage: (_swap, _thread, local) => local }),
  'cells of a row stay where they are': () => ({ objectImage: (_swap, object) => object }),
}

export function withImages(
  { ir, unknowns, symmetry }: Program,
  mutate: Mutation,
): Program & { readonly symmetry: Symmetry } {
  if (symmetry === undefined) throw new Error('expected a symmetry')
  const images: Images = {
    objectImage: (swap, object) => symmetry.objectImage(swap, object),
    valueImage: (swap, object, value) => symmetry.valueImage(swap, object, value),
    localImage: (swap, thread, local) => symmetry.localImage(swap, thread, local),
  }
  const { families, swaps, isOpen } = symmetry
  const operationImage = (swap: number, operation: number): number => symmetry.operationImage(swap, operation)
  return { ir, unknowns, symmetry: { families, swaps, isOpen, operationImage, ...images, ...mutate(symmetry) } }
}
