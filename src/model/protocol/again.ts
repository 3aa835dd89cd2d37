/** What the body of a `loop` answers to go round again. */
export class Again<S> {
  readonly state: S
  constructor(state: S) {
    this.state = state
  }
}
