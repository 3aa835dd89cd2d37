import fc from 'fast-check'
import type { ClientProgram } from '../../model/locks/client-program.ts'
import type { Lock } from '../../model/locks/lock.ts'
import { requireLock, requireProgram } from '../../model/locks/required-lock.ts'
import { examineValue } from '../../options/examined.ts'
import { flag, integer } from '../../options/kinds.ts'
import { LawBroken } from '../laws/holds.ts'
import { lawOf } from '../laws/law.ts'
import { anyPrograms, clientPrograms, type ProgramSize } from '../programs/client-programs.ts'
import { examineSize } from '../programs/sizes.ts'
import { CallMachine } from './call-machine.ts'
import { callSystem } from './call-system.ts'
import { firstDivergence } from './divergence.ts'
import { divergenceText } from './divergence-text.ts'
import { Reference } from './reference.ts'

/** How large the programs are that a design is compared with a reference on. */
export type ConformanceOptions = ProgramSize & {
  /** Whether clients obey the rules of the calls (default), or call what they like. */
  readonly wellBehaved?: boolean
  /** States with their histories, of one program; a program with more is not tried. 20,000 unless given. */
  readonly limitStates?: number
}

/**
 * The law that a design answers as its reference might: for every program and every run of the design there is a run
 * of the reference with the same answers, in which every call that returned before another began does so too. For a
 * reference whose calls are one step each that is linearizability (Herlihy, Wing 1990). Where a thread of the design
 * fails, or nobody owes a step and calls have not returned, it must be so in the reference, too. A call that never
 * returns while others go on is not told here: `everyProgramHolds` tells it.
 * @example
 * const reference = flagLock
 * fc.assert(everyProgramConforms(myLock, reference, { threads: 2, calls: 2 }))
 */
export function everyProgramConforms<Call extends string, Section extends string>(
  design: Lock<Call, Section>,
  reference: Lock<Call, Section>,
  options: ConformanceOptions = {},
): fc.IPropertyWithHooks<[ClientProgram<Call>]> {
  requireLock(design, 'everyProgramConforms')
  requireLock(reference, 'everyProgramConforms')
  examineSize(options, 'everyProgramConforms', { wellBehaved: flag, limitStates: integer(1) })
  const { wellBehaved = true, limitStates = 20_000, ...size } = options
  const small = { threads: 3, calls: 3, ...size }
  const programs = wellBehaved ? clientPrograms(design, small) : anyPrograms(design, small)
  return lawOf(programs, (program) => {
    const isKnown = conforms(design, reference, program, limitStates)
    fc.pre(isKnown)
  })
}

/**
 * Compares one program. False: it has more states than `limitStates`, and no divergence among those seen.
 * @throws LawBroken with both histories where the answers differ.
 * @example
 * const two = program([['lock', 'unlock'], ['lock', 'unlock']])
 * conforms(myLock, flagLock, two)
 */
export function conforms<Call extends string, Section extends string>(
  design: Lock<Call, Section>,
  reference: Lock<Call, Section>,
  program: ClientProgram<Call>,
  limitStates = 20_000,
): boolean {
  requireLock(design, 'conforms')
  requireLock(reference, 'conforms')
  requireProgram(program, design, 'conforms')
  examineValue('limitStates', limitStates, integer(1))
  const system = callSystem(design, program)
  const machine = new CallMachine(system)
  const divergence = firstDivergence(
    machine,
    new Reference(new CallMachine(callSystem(reference, program))),
    limitStates,
  )
  if (divergence === undefined) return false
  if (divergence === 'none') return true
  throw new LawBroken(divergenceText({ design, reference, program }, system, divergence))
}
