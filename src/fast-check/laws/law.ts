import fc from 'fast-check'
import { type ClientProgram, programText } from '../../model/locks/client-program.ts'
import { LawBroken } from './holds.ts'

/** A property of programs that remembers its answer for each program: random programs and shrinking meet the same ones again. */
export function lawOf<Call extends string>(
  programs: fc.Arbitrary<ClientProgram<Call>>,
  holds: (program: ClientProgram<Call>) => void,
): fc.IPropertyWithHooks<[ClientProgram<Call>]> {
  const known = new Map<string, LawBroken | undefined>()
  return fc.property(programs, (program) => {
    const key = programText(program)
    if (!known.has(key))
      known.set(
        key,
        brokenBy(() => holds(program)),
      )
    const broken = known.get(key)
    if (broken !== undefined) throw broken
  })
}

function brokenBy(holds: () => void): LawBroken | undefined {
  try {
    holds()
    return undefined
  } catch (error) {
    if (error instanceof LawBroken) return error
    throw error
  }
}
