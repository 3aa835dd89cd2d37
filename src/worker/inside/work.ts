import { type Failure, failureOf } from '../../cli/terminal/failure.ts'
import { styleFor } from '../../cli/terminal/terminal.ts'
import { watch } from '../../model/run/watched.ts'
import { Board } from '../board.ts'
import type { Message, Setting } from '../messages.ts'

/** What an order is carried out with. */
export class Work {
  readonly board: Board
  readonly #post: (message: unknown) => void
  readonly #style: ReturnType<typeof styleFor>

  constructor({ buffer, isColoured }: Setting, post: (message: unknown) => void) {
    this.board = new Board(buffer)
    this.#style = styleFor(isColoured)
    this.#post = post
  }

  say(message: Message): void {
    this.#post(message)
  }

  /** `where` is the system, in a run over several. */
  failure(error: unknown, where = ''): Failure {
    return failureOf(error, { style: this.#style }, where)
  }

  /** From now on functions go by the names that they have in what comes next; a file's top level runs as `file`. */
  next(file?: string): void {
    watch(this.board)
    this.board.running[0] = file === undefined ? 0 : this.board.numbered({ role: 'file', name: file })
  }
}
