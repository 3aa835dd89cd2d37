import fc from 'fast-check'
import type { ClientProgram } from '../../model/locks/client-program.ts'
import type { SmallPrograms } from './small-programs.ts'

/** Programs tried before shrinking goes on as fast-check's own combinators would. */
const limitTried = 1_500
const smallest: unique symbol = Symbol('no smaller program is broken')

/** Programs drawn by another arbitrary, which shrink to the smallest ones first. */
export class ProgramArbitrary<Call extends string> extends fc.Arbitrary<ClientProgram<Call>> {
  readonly #drawn: fc.Arbitrary<ClientProgram<Call>>
  readonly #small: SmallPrograms<Call, string>

  constructor(drawn: fc.Arbitrary<ClientProgram<Call>>, small: SmallPrograms<Call, string>) {
    super()
    this.#drawn = drawn
    this.#small = small
  }

  override generate(random: fc.Random, biasFactor: number | undefined): fc.Value<ClientProgram<Call>> {
    return this.#drawn.generate(random, biasFactor)
  }

  override canShrinkWithoutContext(_value: unknown): _value is ClientProgram<Call> {
    return false
  }

  /** One of the smallest programs is not shrunk again: those that are smaller have been tried. */
  override shrink(value: ClientProgram<Call>, context: unknown): fc.Stream<fc.Value<ClientProgram<Call>>> {
    if (context === smallest) return fc.Stream.nil()
    return fc
      .stream(this.#small.below(sizeOf(value)))
      .take(limitTried)
      .map((program) => new fc.Value(program, smallest))
      .join(this.#drawn.shrink(value, context))
  }
}

function sizeOf({ threads }: ClientProgram<string>): number {
  return threads.reduce((sum, calls) => sum + calls.length, 0)
}
