/** Whom the release of an exclusive owner serves first. Microsoft states no order; readers first is what ReactOS does, writers first Wine. */
export type ReleasePolicy = 'sharedFirst' | 'exclusiveFirst'

/** *checked*: misuse that asserts is a verdict. *free*: it goes on as a free build does, and only its consequences can be seen. */
export type Build = 'free' | 'checked'

export type Checks = {
  readonly build: Build
  /** Driver Verifier looks on: life-cycle errors carry its codes. */
  readonly verifier: boolean
}
