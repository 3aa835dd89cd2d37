/**
 * A bug of lockproof itself: never the user's fault, and never a verdict.
 * @example
 * try { check(handOver) } catch (error) {
 *   if (error instanceof InternalError) console.error('not my fault:', error.message)
 * }
 */
export class InternalError extends Error {
  override readonly name: string = 'InternalError'

  constructor(message: string) {
    super(
      `${message}. This is a bug in lockproof: please report it together with the design and the options of this run.`,
    )
  }
}
