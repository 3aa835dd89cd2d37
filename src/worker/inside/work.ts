import { type Failure, failureOf } from '../../cli/terminal/failure.ts'
import { watch } from '../../model/run/watched.ts'
import { plain, type Style } from '../../report/text/style.ts'
import { Board } from '../board.ts'
import type { Message } from '../messages.ts'

/** What an order is carried out with. */
export class Work {
  readonly board: Board
  /** Of errors. */
  style: Style = plain
  readonly #post: (message: unknown) => void

  constructor(buffer: SharedArrayBuffer, post: (message: unknown) => void) {
    this.board = new Board(buffer)
    this.#post = post
  }

  say(message: Message): void {
    this.#post(message)
  }

  /** `where` is the system, in a run over several. */
  failure(error: unknown, where = ''): Failure {
    return failureOf(error, this, where)
  }

  /** From now on functions go by the names that they have in what comes next; a file's top level runs as `file`. */
  next(file?: string): void {
    watch(this.board)
    this.board.running[0] = file === undefined ? 0 : this.board.numbered({ role: 'file', name: file })
  }
}
