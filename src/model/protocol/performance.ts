import type { Request } from './design.ts'
import { noteBuilt, notePerformed } from './running.ts'
import type { Performance, Step } from './step.ts'

/** What really travels from a body to whoever runs it. */
export class Yielded {
  readonly request: Request
  constructor(request: Request) {
    this.request = request
  }
}

/** A request that is made when somebody performs it with `yield*`, and remembered as forgotten if nobody does. */
export class Performable<R> implements Performance<R> {
  /** @internal */
  readonly request: Request
  /**
   * For the message about a forgotten one: `flag[0].store('up')`.
   * @internal
   */
  readonly label: string

  constructor(request: Request, label: string) {
    this.request = request
    this.label = label
    noteBuilt(this)
  }

  *[Symbol.iterator](): Generator<Step, R, unknown> {
    notePerformed(this)
    const answer = yield new Yielded(this.request) as unknown as Step // a Step is opaque to users
    return answer as R // whoever runs the body answers what the request promises
  }
}
