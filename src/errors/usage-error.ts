/** What can be wrong with an option, an argument or a file. */
export type UsageErrorCode =
  | 'U001' // a file that does not exist or cannot be read
  | 'U002' // a file that does not compile or throws while it is loaded
  | 'U003' // a file that exports no system
  | 'U004' // an unknown system
  | 'U005' // an unknown parameter, or a value of the wrong type
  | 'U006' // an unknown option or command, or an option's value
  | 'U007' // a schedule that cannot be followed
  | 'U008' // a malformed recorded run
  | 'U009' // a value that an assertion cannot check
  | 'U010' // output that cannot be written
  | 'U011' // a system that another format has no room for
  | 'U012' // generated code is forbidden

export type UsageErrorDetails = {
  readonly expected?: string | undefined
  readonly seen?: string | undefined
  readonly fix?: string | undefined
}

/**
 * An option, an argument or a file is wrong. Its message says what happened, what was expected, what was seen and how
 * to fix it.
 * @example
 * try { replay(handOver, 'nobody') } catch (error) {
 *   if (error instanceof UsageError) console.error(error.code, error.expected)
 * }
 */
export class UsageError extends Error {
  override readonly name: string = 'UsageError'
  readonly code: UsageErrorCode
  readonly expected: string | undefined
  readonly seen: string | undefined
  readonly fix: string | undefined

  constructor(code: UsageErrorCode, message: string, details: UsageErrorDetails = {}) {
    super(message)
    this.code = code
    this.expected = details.expected
    this.seen = details.seen
    this.fix = details.fix
  }
}
