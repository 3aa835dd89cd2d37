/** What can be wrong with a design. The texts are in the functions that throw; `docs/errors.md` lists all codes. */
export type ModelErrorCode =
  | 'M001'
  | 'M002'
  | 'M003'
  | 'M004'
  | 'M005'
  | 'M006'
  | 'M007'
  | 'M008'
  | 'M009'
  | 'M010'
  | 'M011'
  | 'M012'
  | 'M013'
  | 'M014'
  | 'M015'

export type ModelErrorDetails = {
  readonly expected?: string | undefined
  readonly seen?: string | undefined
  readonly fix?: string | undefined
  /** Where in the user's file: `peterson.ts:14:7`. */
  readonly site?: string | undefined
  /** The run that leads there, where it is reached by running only: `A B A`. */
  readonly schedule?: string | undefined
  /** What was thrown, where this stands for it. */
  readonly cause?: Error | undefined
}

/**
 * The design itself is at fault: what happened, what was expected, what was seen, how to fix it.
 * @example
 * try { check(handOver) } catch (error) {
 *   if (error instanceof ModelError) console.error(error.code, error.site, error.fix)
 * }
 */
export class ModelError extends Error {
  override readonly name: string = 'ModelError'
  readonly code: ModelErrorCode
  readonly expected: string | undefined
  readonly seen: string | undefined
  readonly fix: string | undefined
  readonly site: string | undefined
  readonly schedule: string | undefined

  constructor(code: ModelErrorCode, message: string, details: ModelErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    this.expected = details.expected
    this.seen = details.seen
    this.fix = details.fix
    this.site = details.site
    this.schedule = details.schedule
  }
}
